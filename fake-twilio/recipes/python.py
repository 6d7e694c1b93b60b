"""Points twilio-python at fake-twilio, and checks each operation. Needs `pip install twilio`.

    python fake-twilio/recipes/python.py http://127.0.0.1:8080
"""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl, urlsplit
from urllib.request import Request, urlopen

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client


class FakeTwilio(TwilioHttpClient):
    """Sends every request to fake-twilio instead of to https://api.twilio.com."""

    def __init__(self, url):
        super().__init__()
        self.url = url

    def request(self, method, uri, *args, **kwargs):
        parts = urlsplit(uri)
        return super().request(method, self.url + uri.removeprefix(f"{parts.scheme}://{parts.netloc}"), *args, **kwargs)


account = os.environ.get("TWILIO_ACCOUNT_SID", "AC5ef872f6da5a21de157d80997a64bd33")
token = os.environ.get("TWILIO_AUTH_TOKEN", "00112233445566778899aabbccddeeff")
client = Client(account, token, http_client=FakeTwilio(sys.argv[1]))

received = []


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        params = dict(parse_qsl(body, keep_blank_values=True))
        received.append((self.path, params, self.headers["X-Twilio-Signature"]))
        reply = b"<Response><Message>You said: Hi</Message></Response>" if self.path == "/sms" else b""
        self.send_response(200 if reply else 204)
        if reply:
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *args):
        pass


receiver = HTTPServer(("127.0.0.1", 0), Receiver)
url = f"http://127.0.0.1:{receiver.server_port}"
sender, recipient, text = "+14155550100", "+14155550199", "  Jenny please?! I love you <3 \U0001f600\r\n"

message = client.messages.create(to=recipient, from_=sender, body=text, status_callback=url + "/status?x=1")
assert (message.status, message.body) == ("queued", text)
for status in ["sent", "delivered"]:
    receiver.handle_request()
    path, params, signature = received[-1]
    assert (params["MessageSid"], params["MessageStatus"]) == (message.sid, status)
    assert RequestValidator(token).validate(url + path, params, signature)
    assert not RequestValidator("wrong").validate(url + path, params, signature)

assert client.messages(message.sid).fetch().status == "delivered"
sids = [client.messages.create(to=recipient, from_=sender, body=str(number)).sid for number in range(5)]
listed = [found.sid for found in client.messages.list(to=recipient, page_size=2)]
assert listed[:6] == [*reversed(sids), message.sid] and len(set(listed)) == len(listed)

assert client.messages(message.sid).update(body="").body == ""
scheduled = client.messages.create(
    to=recipient,
    messaging_service_sid="MG" + "0" * 32,
    body="Later",
    schedule_type="fixed",
    send_at="2099-01-01T00:00:00Z",
)
assert scheduled.status == "scheduled"
assert client.messages(scheduled.sid).update(status="canceled").status == "canceled"
assert client.messages(message.sid).delete()

for code, from_, to in [
    (21212, "+15005550001", recipient),
    (21606, "+15005550007", recipient),
    (21611, "+15005550008", recipient),
    (21211, sender, "+15005550001"),
    (21612, sender, "+15005550002"),
    (21408, sender, "+15005550003"),
    (21610, sender, "+15005550004"),
    (21614, sender, "+15005550009"),
]:
    try:
        client.messages.create(to=to, from_=from_, body="Hello")
        raise SystemExit(f"{code} was not answered")
    except TwilioRestException as error:
        assert (error.status, error.code) == (400, code), error
try:
    client.messages(message.sid).fetch()
    raise SystemExit("the deleted message was found")
except TwilioRestException as error:
    assert (error.status, error.code) == (404, 20404), error


def control(method, path, body=None):
    """Calls the control API, which answers JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"{sys.argv[1]}/_fake{path}", data, {"Content-Type": "application/json"}, method=method)
    with urlopen(request) as response:
        return json.load(response) if response.status != 204 else None


# The control API: somebody answers, a request fails, time passes.
control("DELETE", "")
threading.Thread(target=receiver.handle_request).start()
answer = control("POST", "/receive", {"from": recipient, "to": sender, "body": "Hi", "url": url + "/sms"})
assert (answer["webhooks"][0]["status"], answer["messages"][0]["body"]) == (200, "You said: Hi"), answer
path, params, signature = received[-1]
assert params["Body"] == "Hi" and RequestValidator(token).validate(url + path, params, signature)

control("POST", "/faults", {"fault": "too_many_requests", "retry_after": 5})
try:
    client.messages.create(to=recipient, from_=sender, body="Hello")
    raise SystemExit("the fault was not met")
except TwilioRestException as error:
    assert error.status == 429, error
message = client.messages.create(to=recipient, from_=sender, body="Hello")
assert control("GET", "/requests")["requests"][1]["status"] == 429
detail = control("POST", "/status", {"sid": message.sid, "status": "undelivered", "error_code": 30003})
assert detail["message"]["error_code"] == client.messages(message.sid).fetch().error_code == 30003
scheduled = client.messages.create(
    to=recipient,
    messaging_service_sid="MG" + "0" * 32,
    body="Later",
    schedule_type="fixed",
    send_at="2099-01-01T00:00:00Z",
)
control("POST", "/time", {"time": 4070908800})
assert client.messages(scheduled.sid).fetch().status == "delivered"
control("DELETE", "")
assert control("GET", "/messages") == {"messages": [], "next": None}
print("twilio-python works with fake-twilio")
