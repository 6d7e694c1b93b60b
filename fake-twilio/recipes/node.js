// Points twilio-node at fake-twilio, and checks each operation. Needs `npm install twilio`.
//
//     node fake-twilio/recipes/node.js http://127.0.0.1:8080

const assert = require("node:assert");
const http = require("node:http");
const twilio = require("twilio");

const fake = process.argv[2];

/** Sends every request to fake-twilio instead of to https://api.twilio.com. */
class FakeTwilio extends twilio.RequestClient {
  request(options) {
    return super.request({ ...options, uri: options.uri.replace(/^https:\/\/[^/]+/, fake) });
  }
}

const account = process.env.TWILIO_ACCOUNT_SID || "AC5ef872f6da5a21de157d80997a64bd33";
const token = process.env.TWILIO_AUTH_TOKEN || "00112233445566778899aabbccddeeff";
const client = twilio(account, token, { httpClient: new FakeTwilio() });

const waiting = [];
const received = [];
const receiver = http.createServer((request, response) => {
  let body = "";
  request.on("data", (data) => (body += data));
  request.on("end", () => {
    if (request.url === "/sms") {
      response.writeHead(200, { "Content-Type": "text/xml" });
      response.end("<Response><Message>You said: Hi</Message></Response>");
    } else response.writeHead(204).end();
    const callback = {
      path: request.url,
      params: Object.fromEntries(new URLSearchParams(body)),
      signature: request.headers["x-twilio-signature"],
    };
    const next = waiting.shift();
    if (next) next(callback);
    else received.push(callback);
  });
});
const callback = () =>
  received.length ? Promise.resolve(received.shift()) : new Promise((resolve) => waiting.push(resolve));

/** Calls the control API, which answers JSON. */
async function control(method, path, body) {
  const options = body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`${fake}/_fake${path}`, { method, ...options });
  assert(answer.ok, `${path} is answered with ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

async function main() {
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${receiver.address().port}`;
  const [from, to, body] = ["+14155550100", "+14155550199", "  Jenny please?! I love you <3 \u{1f600}\r\n"];

  const message = await client.messages.create({ from, to, body, statusCallback: `${url}/status?x=1` });
  assert.deepEqual([message.status, message.body], ["queued", body]);
  for (const status of ["sent", "delivered"]) {
    const { path, params, signature } = await callback();
    assert.deepEqual([params.MessageSid, params.MessageStatus], [message.sid, status]);
    assert(twilio.validateRequest(token, signature, url + path, params));
    assert(!twilio.validateRequest("wrong", signature, url + path, params));
  }

  assert.equal((await client.messages(message.sid).fetch()).status, "delivered");
  const sids = [];
  for (let number = 0; number < 5; number++) {
    sids.unshift((await client.messages.create({ from, to, body: String(number) })).sid);
  }
  const listed = (await client.messages.list({ to, pageSize: 2 })).map((found) => found.sid);
  assert.deepEqual(listed.slice(0, 6), [...sids, message.sid]);
  assert.equal(new Set(listed).size, listed.length);

  assert.equal((await client.messages(message.sid).update({ body: "" })).body, "");
  const scheduled = await client.messages.create({
    to,
    body: "Later",
    messagingServiceSid: "MG" + "0".repeat(32),
    scheduleType: "fixed",
    sendAt: new Date("2099-01-01T00:00:00Z"),
  });
  assert.equal(scheduled.status, "scheduled");
  assert.equal((await client.messages(scheduled.sid).update({ status: "canceled" })).status, "canceled");
  assert(await client.messages(message.sid).remove());

  for (const [code, sender, recipient] of [
    [21212, "+15005550001", to],
    [21606, "+15005550007", to],
    [21611, "+15005550008", to],
    [21211, from, "+15005550001"],
    [21612, from, "+15005550002"],
    [21408, from, "+15005550003"],
    [21610, from, "+15005550004"],
    [21614, from, "+15005550009"],
  ]) {
    const refused = client.messages.create({ from: sender, to: recipient, body: "Hello" });
    await assert.rejects(refused, { status: 400, code });
  }
  await assert.rejects(client.messages(message.sid).fetch(), { status: 404, code: 20404 });

  // The control API: somebody answers, a request fails, time passes.
  await control("DELETE", "");
  const answer = await control("POST", "/receive", { from: to, to: from, body: "Hi", url: `${url}/sms` });
  assert.deepEqual([answer.webhooks[0].status, answer.messages[0].body], [200, "You said: Hi"]);
  const { path, params, signature } = await callback();
  assert.equal(params.Body, "Hi");
  assert(twilio.validateRequest(token, signature, url + path, params));

  await control("POST", "/faults", { fault: "too_many_requests", retry_after: 5 });
  await assert.rejects(client.messages.create({ from, to, body: "Hello" }), { status: 429 });
  const { sid } = await client.messages.create({ from, to, body: "Hello" });
  assert.equal((await control("GET", "/requests")).requests[1].status, 429);
  const detail = await control("POST", "/status", { sid, status: "undelivered", error_code: 30003 });
  assert.deepEqual([detail.message.error_code, (await client.messages(sid).fetch()).errorCode], [30003, 30003]);
  const later = await client.messages.create({
    to,
    body: "Later",
    messagingServiceSid: "MG" + "0".repeat(32),
    scheduleType: "fixed",
    sendAt: new Date("2099-01-01T00:00:00Z"),
  });
  await control("POST", "/time", { time: Date.UTC(2099, 0, 1) / 1000 });
  assert.equal((await client.messages(later.sid).fetch()).status, "delivered");
  await control("DELETE", "");
  assert.deepEqual(await control("GET", "/messages"), { messages: [], next: null });
  receiver.close();
  console.log("twilio-node works with fake-twilio");
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
