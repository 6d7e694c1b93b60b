// Points twilio-java at fake-twilio, and checks each operation. Needs com.twilio.sdk:twilio, with what it depends on, in
// the class path.
//
//     java -cp CLASSPATH fake-twilio/recipes/Java.java http://127.0.0.1:8080

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.twilio.exception.ApiException;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.security.RequestValidator;
import com.twilio.type.PhoneNumber;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;

public class Java {
    record Callback(Map<String, String> params, String signature) {}

    static final BlockingQueue<Callback> CALLBACKS = new LinkedBlockingQueue<>();

    static void check(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("twilio-java: " + what);
        }
    }

    static void receive(HttpExchange exchange) throws java.io.IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> params = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            params.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        CALLBACKS.add(new Callback(params, exchange.getRequestHeaders().getFirst("X-Twilio-Signature")));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    public static void main(String[] args) throws Exception {
        String account = System.getenv().getOrDefault("TWILIO_ACCOUNT_SID", "AC5ef872f6da5a21de157d80997a64bd33");
        String token = System.getenv().getOrDefault("TWILIO_AUTH_TOKEN", "00112233445566778899aabbccddeeff");

        // Sends every request to fake-twilio instead of to https://api.twilio.com.
        HttpHost fake = HttpHost.create(URI.create(args[0]));
        HttpClientBuilder http = HttpClientBuilder.create().setRoutePlanner((host, context) -> new HttpRoute(fake));
        TwilioRestClient client =
            new TwilioRestClient.Builder(account, token).httpClient(new NetworkHttpClient(http)).build();

        HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", Java::receive);
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/status?x=1";
        PhoneNumber from = new PhoneNumber("+14155550100");
        PhoneNumber to = new PhoneNumber("+14155550199");
        String body = "  Jenny?\r\n\ud83d\ude00";

        Message message = Message.creator(to, from, body).setStatusCallback(url).create(client);
        check(message.getStatus() == Message.Status.QUEUED && message.getBody().equals(body), "send");
        for (String status : new String[] {"sent", "delivered"}) {
            Callback callback = CALLBACKS.take();
            check(callback.params().get("MessageSid").equals(message.getSid()), "callback");
            check(callback.params().get("MessageStatus").equals(status), "callback " + status);
            check(new RequestValidator(token).validate(url, callback.params(), callback.signature()), "signature");
            check(!new RequestValidator("wrong").validate(url, callback.params(), callback.signature()), "wrong token");
        }

        check(Message.fetcher(message.getSid()).fetch(client).getStatus() == Message.Status.DELIVERED, "fetch");
        check(Message.reader().setTo(to).pageSize(2).read(client).iterator().next().getSid().equals(message.getSid()), "list");
        check(Message.updater(message.getSid()).setBody("").update(client).getBody().isEmpty(), "redact");
        Message scheduled = Message.creator(to, "MG" + "0".repeat(32), "Later")
            .setScheduleType(Message.ScheduleType.FIXED)
            .setSendAt(ZonedDateTime.parse("2099-01-01T00:00:00Z"))
            .create(client);
        check(scheduled.getStatus() == Message.Status.SCHEDULED, "schedule");
        Message canceled =
            Message.updater(scheduled.getSid()).setStatus(Message.UpdateStatus.CANCELED).update(client);
        check(canceled.getStatus() == Message.Status.CANCELED, "cancel");
        check(Message.deleter(message.getSid()).delete(client), "delete");

        Map<Integer, PhoneNumber[]> refused = new HashMap<>();
        refused.put(21212, new PhoneNumber[] {new PhoneNumber("+15005550001"), to});
        refused.put(21606, new PhoneNumber[] {new PhoneNumber("+15005550007"), to});
        refused.put(21611, new PhoneNumber[] {new PhoneNumber("+15005550008"), to});
        refused.put(21211, new PhoneNumber[] {from, new PhoneNumber("+15005550001")});
        refused.put(21612, new PhoneNumber[] {from, new PhoneNumber("+15005550002")});
        refused.put(21408, new PhoneNumber[] {from, new PhoneNumber("+15005550003")});
        refused.put(21610, new PhoneNumber[] {from, new PhoneNumber("+15005550004")});
        refused.put(21614, new PhoneNumber[] {from, new PhoneNumber("+15005550009")});
        for (Map.Entry<Integer, PhoneNumber[]> entry : refused.entrySet()) {
            try {
                Message.creator(entry.getValue()[1], entry.getValue()[0], "Hello").create(client);
                throw new AssertionError(entry.getKey() + " was not answered");
            } catch (ApiException error) {
                check(error.getStatusCode() == 400 && error.getCode().equals(entry.getKey()), error.getMessage());
            }
        }
        receiver.stop(0);
        System.out.println("twilio-java works with fake-twilio");
    }
}
