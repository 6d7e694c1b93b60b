// Tests of the page in Chromium. `.ci/page` builds what they need and runs them.

import assert from "node:assert/strict";
import http from "node:http";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { browser, control, end, send, servers } from "./browser.mjs";

let fake, receiver, chromium, page, problems;

before(async () => {
  ({ fake, receiver } = await servers());
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  end();
});

beforeEach(async () => {
  await control(fake, "DELETE", "");
  page = await chromium.newPage();
  page.setDefaultTimeout(15_000);
  problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("dialog", (dialog) => (dialog.type() === "confirm" ? dialog.accept() : problems.push(dialog.message())));
  await page.goto(fake);
});

afterEach(async () => {
  await page.close();
  assert.deepEqual(problems, []);
});

const phone = (number) => page.locator(`#phones button[data-phone="${number}"]`);
const texts = () => page.locator(".message .text").allTextContents();

/** Waits until a condition holds. */
async function until(condition, what) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`it never came to pass: ${what}`);
}

test("the empty page says how to begin, and its command works", async () => {
  const command = await page.locator("#command").textContent();
  assert.match(command, new RegExp(`^curl -u .*\\n  ${fake}/2010-04-01/`));
  const [, user, url] = command.match(/-u (\S+) \\\n\s+(\S+)/);
  const fields = [...command.matchAll(/--data-urlencode (\w+)=(\S+)/g)].map(([, name, value]) => [name, value]);
  const headers = { Authorization: `Basic ${btoa(user)}` };
  assert.equal((await fetch(url, { method: "POST", headers, body: new URLSearchParams(fields) })).status, 201);
  await phone("+14155550199").waitFor();
});

test("a message appears without reloading, in the list and in its conversation", async () => {
  await send(fake, { Body: "one" });
  await phone("+14155550199").click();
  await send(fake, { Body: "two" });
  await page.locator(".message .text", { hasText: "two" }).waitFor();
  assert.deepEqual(await texts(), ["one", "two"]);
  await until(async () => (await page.locator(".message .meta").last().textContent()).includes("delivered"), "delivered");
  await send(fake, { To: "+14155550123", Body: "three" });
  await phone("+14155550123").waitFor();
  const phones = await page.locator("#phones .number").allTextContents();
  assert.deepEqual(phones, ["+14155550123", "+14155550199"]);
  assert.equal(await page.locator("#phone-count").textContent().then((text) => text.trim()), "2 phones");
});

test("an answer reaches the receiver with a valid signature, and its TwiML becomes a message", async () => {
  await send(fake, { Body: "Hello" });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.reload();
  await phone("+14155550199").click();
  assert.equal(await page.locator("#url").inputValue(), `${receiver}/sms`);
  await page.locator("#body").fill("Who is this?");
  await page.locator("#send").click();
  await page.locator("#result .good").waitFor();
  const result = await page.locator("#result").textContent();
  assert.match(result, /answered with status 200\./);
  assert.match(result, /<Response><Message>/);
  assert.match(result, /The reply became a message to \+14155550199: You said: Who is this\?/);
  await until(async () => (await texts()).length === 3, "three messages");
  assert.equal((await texts())[1], "Who is this?");
  // The page loads nothing from other servers.
  assert(asked.length > 5 && asked.every((url) => url.startsWith(fake) || url.startsWith("data:")), asked.join("\n"));
  await page.getByRole("button", { name: "Hide" }).click();
  assert.equal(await page.locator("#result").isVisible(), false);

  // The receiver refuses a wrong signature: a URL that is not the one that it is reached by.
  await page.locator("#url").fill(`${receiver.replace("127.0.0.1", "localhost")}/sms`);
  await page.locator("#body").fill("Again");
  await page.keyboard.press("Enter");
  await page.locator("#result .bad").waitFor();
  assert.match(await page.locator("#result").textContent(), /answered with status 403/);
});

test("the details show segments, media, callbacks and the raw request", async () => {
  const media = { MediaUrl: "http://127.0.0.1/owl.png", StatusCallback: `${receiver}/status` };
  await send(fake, { Body: `It’s ${"long ".repeat(30)}`, ...media });
  await phone("+14155550199").click();
  await until(async () => (await page.locator(".message .meta").textContent()).includes("callbacks: 200, 200"), "callbacks");
  await page.locator(".message > details > summary").click();
  const detail = page.locator(".message .detail");
  await detail.locator("dl").waitFor();
  const text = await detail.textContent();
  assert.match(text, /UCS-2, 3 segments/);
  assert.match(text, /67\/67/);
  assert.equal(await detail.locator("mark").textContent(), "’");
  assert.match(text, /http:\/\/127\.0\.0\.1\/owl\.png/);
  assert.match(text, /sent: status 200/);
  assert.match(text, /delivered: status 200/);
  assert.match(text, /POST \/2010-04-01\/Accounts\/.*Body=It%E2%80%99s/s);
  await detail.locator("select").selectOption("undelivered");
  await detail.getByRole("button", { name: "Set status" }).click();
  await page.locator(".message .meta .bad", { hasText: "undelivered" }).waitFor();
});

test("hostile texts are shown as texts", async () => {
  const bodies = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "‮مرحبا بالعالم <b>", "😀".repeat(1600)];
  for (const [at, Body] of bodies.entries()) await send(fake, { To: `+1415555020${at}`, Body });
  for (const [at, Body] of bodies.entries()) {
    await phone(`+1415555020${at}`).click();
    await until(async () => (await texts())[0] === Body, Body.slice(0, 30));
    await page.locator(".message > details > summary").click();
    await page.locator(".message .detail dl").waitFor();
    const drawn = await page.locator(".segment .part").allTextContents();
    assert.equal(drawn.join("").replaceAll("U+202E", "‮"), Body);
    // No text makes the page wider than the window, or leaves its own place.
    assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }
  assert.equal(await page.locator("main script, main img, main b").count(), 0);
  // A URL of a media file is a link only if it is one of the web.
  const media = ["javascript:alert(1)", "http://127.0.0.1/owl.png"];
  await control(fake, "POST", "/receive", { from: "+14155550210", to: "+14155550100", media, url: "" });
  await phone("+14155550210").click();
  await page.locator(".message > details > summary").click();
  await page.locator(".message .detail", { hasText: "javascript:alert(1)" }).waitFor();
  assert.deepEqual(await page.locator("main a").evaluateAll((links) => links.map((link) => link.href)), media.slice(1));
  // If a text ever became markup, then the policy would still stop it.
  const refused = await page.evaluate(() => new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", (event) => resolve(event.violatedDirective));
    const script = document.createElement("script");
    script.textContent = "document.title = 'run'";
    document.body.append(script);
    setTimeout(() => resolve(document.title), 1000);
  }));
  assert.match(refused, /^script-src/);
});

test("with 429 switched on, the next send fails", async () => {
  await page.locator("#faults > summary").click();
  await page.locator("#fault-next").click();
  await page.locator("#fault-list li", { hasText: "too many requests" }).waitFor();
  assert.equal((await send(fake, { Body: "refused" })).status, 429);
  await until(() => page.locator("#fault-list li").count().then((count) => count === 0), "the fault is gone");
  assert.equal((await send(fake, { Body: "sent" })).status, 201);
  await page.locator("#fault").selectOption({ label: "500 Internal Server Error" });
  await page.locator("#fault-every").click();
  await page.locator("#fault-count", { hasText: "on" }).waitFor();
  for (let time = 0; time < 2; time += 1) assert.equal((await send(fake, { Body: "refused" })).status, 500);
  await page.locator("#fault-off").click();
  await until(() => page.locator("#fault-off").isHidden(), "the faults are off");
  assert.equal((await send(fake, { Body: "sent" })).status, 201);
  await page.locator("#requests > summary").click();
  await until(async () => (await page.locator("#request-rows tr").count()) === 5, "five requests");
  assert.match(await page.locator("#request-rows").textContent(), /201.*500.*500.*201.*429/);
});

test("search finds texts, numbers and SIDs, also while messages come", async () => {
  await send(fake, { To: "+14155550201", Body: "An apple" });
  const { sid } = await (await send(fake, { To: "+14155550202", Body: "A pear" })).json();
  for (const [searched, found] of [["APPLE", "+14155550201"], ["0202", "+14155550202"], [sid, "+14155550202"]]) {
    await page.locator("#search").fill(searched);
    await until(async () => (await page.locator("#phones .number").allTextContents()).join() === found, searched);
  }
  await page.locator("#search").fill("apple");
  await until(async () => (await page.locator("#phones li").count()) === 1, "one phone");
  await send(fake, { To: "+14155550203", Body: "More apples" });
  await phone("+14155550203").waitFor();
  await page.locator("#search").press("Escape");
  await until(async () => (await page.locator("#phones li").count()) === 3, "all phones");
});

test("reset empties the page", async () => {
  await send(fake, { Body: "Hello" });
  await phone("+14155550199").click();
  await page.locator(".message").waitFor();
  await page.locator("#reset").click();
  await page.locator("#welcome").waitFor();
  assert.equal(await page.locator("#phones li").count(), 0);
  assert.equal(await page.locator("#conversation").isVisible(), false);
});

test("everything works by keyboard", async () => {
  for (const to of ["+14155550201", "+14155550202"]) await send(fake, { To: to, Body: `Hello ${to}` });
  await phone("+14155550202").waitFor();
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.phone || document.activeElement.tagName);
  const tabTo = async (wanted, key = "Tab") => {
    for (let times = 0; times < 40; times += 1) {
      if ((await focused()) === wanted) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${wanted} is not reached by ${key}`);
  };
  await page.keyboard.press("/");
  assert.equal(await focused(), "search");
  await tabTo("+14155550202");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "+14155550201");
  await page.keyboard.press("Enter");
  await until(async () => (await focused()) === "body", "the answer has the focus");
  await page.keyboard.type("From the keyboard");
  await page.keyboard.press("Enter");
  await page.locator("#result .good").waitFor();
  assert.equal(await focused(), "body");
  // Back to a message, and into its details.
  await until(async () => (await texts()).length === 3, "three messages");
  await tabTo("SUMMARY", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator(".message .detail dl").waitFor();
  await page.keyboard.press("Escape");
  await until(async () => (await focused()) === "+14155550201", "the list has the focus");
  // The faults.
  await page.evaluate(() => document.querySelector("#search").focus());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await tabTo("fault-next");
  await page.keyboard.press("Enter");
  await page.locator("#fault-list li").waitFor();
  await tabTo("fault-off");
  await page.keyboard.press("Space");
  await until(() => page.locator("#fault-off").isHidden(), "the faults are off");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#faults").getAttribute("open"), null);
  // A new phone writes first.
  await tabTo("new-phone");
  await page.keyboard.press("Enter");
  await until(async () => (await focused()) === "from", "the number has the focus");
  await page.keyboard.type("+14155550203");
  await tabTo("body");
  await page.keyboard.type("I write first");
  await page.keyboard.press("Enter");
  await phone("+14155550203").waitFor();
  await tabTo("reset", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator("#welcome").waitFor();
});

test("a window that is narrow shows the list or a conversation", async () => {
  await page.setViewportSize({ width: 360, height: 640 });
  await send(fake, { Body: "Hello" });
  await phone("+14155550199").click();
  assert.equal(await page.locator("#phones").isVisible(), false);
  assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.locator("#body").fill("Hi");
  await page.locator("#send").click();
  await page.locator("#result .good").waitFor();
  await page.locator("#back").click();
  await phone("+14155550199").waitFor();
  for (const menu of ["#faults", "#requests"]) {
    await page.locator(`${menu} > summary`).click();
    assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.keyboard.press("Escape");
  }
});

test("a page of another origin can neither read nor post", async () => {
  await send(fake, { Body: "secret" });
  const other = http.createServer((_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<!doctype html><title>other</title>");
  });
  await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address();
  const body = JSON.stringify({ from: "+14155550199", to: "+14155550100", body: "forged" });
  for (const origin of [`http://127.0.0.1:${port}`, `http://localhost:${port}`]) {
    await page.goto(origin);
    for (const server of [fake, fake.replace("127.0.0.1", "localhost")]) {
      const outcomes = await page.evaluate(async ({ server, body }) => {
        const attempt = (path, options) => fetch(server + path, options).then(
          async (response) => `${response.type} ${await response.text()}`, () => "refused");
        const frame = document.createElement("iframe");
        frame.src = server;
        document.body.append(frame);
        await new Promise((resolve) => (frame.onload = resolve));
        let framed = "refused";
        try {
          framed = frame.contentDocument ? frame.contentDocument.body.textContent : framed;
        } catch {}
        const script = document.createElement("script");
        script.src = `${server}/_fake/messages`;
        const loaded = new Promise((resolve) => ((script.onload = () => resolve("run")), (script.onerror = () => resolve("refused"))));
        document.body.append(script);
        return {
          read: await attempt("/_fake/messages"),
          opaque: await attempt("/_fake/messages", { mode: "no-cors" }),
          json: await attempt("/_fake/receive", { method: "POST", headers: { "Content-Type": "application/json" }, body }),
          text: await attempt("/_fake/receive", { method: "POST", mode: "no-cors", headers: { "Content-Type": "text/plain" }, body }),
          reset: await attempt("/_fake", { method: "DELETE" }),
          events: await new Promise((resolve) => {
            const events = new EventSource(`${server}/_fake/events`);
            events.onopen = () => resolve("open");
            events.onerror = () => resolve("refused");
          }),
          script: await loaded,
          framed,
        };
      }, { server, body });
      for (const [name, outcome] of Object.entries(outcomes)) {
        assert(["refused", "opaque ", ""].includes(outcome), `${name}: ${outcome}`);
      }
    }
  }
  other.close();
  const { messages } = await (await control(fake, "GET", "/messages")).json();
  assert.deepEqual(messages.map(({ body: text }) => text), ["secret"]);
});

test("ten thousand messages leave the page quick, and a thousand live ones leave it small", async () => {
  const numbers = Array.from({ length: 10_000 }, (_, at) => at);
  const many = async (count) => {
    const wanted = numbers.slice(0, count);
    await Promise.all(Array.from({ length: 16 }, async () => {
      while (wanted.length) {
        const at = wanted.pop();
        // Half of them belong to one phone.
        const response = await send(fake, { To: at % 2 ? "+14155550199" : `+1212${5_550_000 + at}`, Body: `Message ${at}` });
        assert.equal(response.status, 201);
      }
    }));
  };
  const memory = async () => {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize / 1024 / 1024;
  };
  await send(fake, { Body: "The first" });
  await phone("+14155550199").click();
  await page.locator(".message").waitFor();
  const empty = await memory();
  const began = Date.now();
  await many(1000);
  await until(async () => (await page.locator("#phone-count").textContent()).startsWith("501 "), "501 phones");
  const [live, full] = [Date.now() - began, await memory()];
  await many(10_000 - 1000);
  assert(await page.locator("*").count() < 10_000, "few elements");
  let reloaded = Date.now();
  await page.reload();
  await page.locator("#phones li").nth(40).waitFor();
  reloaded = Date.now() - reloaded;
  await phone("+14155550199").click();
  await page.locator(".message").nth(40).waitFor();
  const before = await texts();
  await page.locator("#older").click();
  await until(async () => (await texts()).length === before.length + 50, "older messages");
  assert.deepEqual((await texts()).slice(50), before);
  await page.locator("#search").fill("Message 77");
  await until(async () => (await page.locator("#phone-count").textContent()).includes("found"), "found");
  console.log(`a page with ${10_000} messages loads in ${reloaded} ms; 1000 live messages in ${live} ms take its heap from ` +
    `${empty.toFixed(1)} to ${full.toFixed(1)} MiB`);
  assert(reloaded < 10_000 && full < empty + 20);
});
