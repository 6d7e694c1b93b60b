// The page of fake-twilio. Texts of messages become text nodes, never markup.
"use strict";

const MAX_PHONES = 300; // More phones and messages than these are removed from the page, and can be shown again.
const MAX_MESSAGES = 300;
const PAGE = 50;
const STATUSES = ["queued", "sending", "sent", "delivered", "undelivered", "failed", "read", "canceled"];

const byId = (id) => document.getElementById(id);
/** Creates an element. Each child is a node or a text. */
const create = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null));
  return element;
};
/** SIDs end in the number of the message, in hexadecimal digits. */
const number = (sid) => sid.slice(-16);
const plural = (count, thing) => `${count} ${thing}${count === 1 ? "" : "s"}`;
const clock = (date) => (date ? new Date(date).toLocaleTimeString() : "");

/** Calls the control API. Returns what it answers, and throws its sentence if it refuses. */
async function call(method, path, body) {
  const options = { method };
  if (body) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const response = await fetch(`/_fake${path}`, options);
  const text = await response.text();
  const answer = text ? JSON.parse(text) : null;
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

const query = (parameters) =>
  new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();

// The phones.

let search = "";
let chosen = null; // The number of the phone whose conversation is shown.
let phones = new Map(); // Number to { item, last, count }.
let nextPhones = null; // The SID before which the phones that are not on the page begin.
let total = 0;

async function loadPhones(more = false) {
  const wanted = search;
  const answer = await call("GET", `/phones?${query({ search, limit: PAGE, before: more ? nextPhones : "" })}`);
  if (wanted !== search) return; // Another search has begun.
  const focused = byId("phones").contains(document.activeElement) ? document.activeElement.dataset.phone : null;
  if (!more) {
    phones = new Map();
    byId("phones").replaceChildren();
  }
  const items = answer.phones.map((phone) => phoneItem(phone));
  byId("phones").append(...items);
  nextPhones = answer.next;
  total = answer.total;
  countPhones();
  if (focused && phones.has(focused)) phones.get(focused).item.firstChild.focus();
}

function countPhones() {
  const found = search ? "found" : "";
  byId("phone-count").textContent = total ? `${plural(total, "phone")} ${found}` : search ? "Nothing found" : "No phones";
  byId("more-phones").hidden = !nextPhones;
  document.body.classList.toggle("empty", total === 0 && !search && chosen === null);
  showWelcome();
}

function phoneItem({ phone, messages, last }) {
  const button = create("button", { type: "button", "data-phone": phone });
  const item = create("li", {}, button);
  phones.set(phone, { item, last, count: messages });
  drawPhone(phone);
  return item;
}

function drawPhone(phone) {
  const { item, last, count } = phones.get(phone);
  const writer = last.direction === "inbound" ? "Phone: " : "";
  const text = last.body.slice(0, 200) || (last.media_urls.length ? plural(last.media_urls.length, "media file") : "(no text)");
  item.firstChild.replaceChildren(
    create("span", { class: "number" }, create("bdi", {}, phone || "(no number)")),
    create("span", { class: "dim", title: plural(count, "message") }, String(count)),
    create("span", { class: "last" }, writer, create("bdi", {}, text)),
  );
  if (phone === chosen) item.firstChild.setAttribute("aria-current", "true");
  else item.firstChild.removeAttribute("aria-current");
}

/** Takes over a phone that has changed, and moves it up if it has a new message. */
function updatePhone(changed) {
  const known = phones.get(changed.phone);
  const isNewer = !known || number(changed.last.sid) > number(known.last.sid);
  if (!known) {
    if (nextPhones && number(changed.last.sid) < number(nextPhones)) return;
    byId("phones").prepend(phoneItem(changed));
    return;
  }
  known.last = changed.last;
  known.count = changed.messages;
  drawPhone(changed.phone);
  if (isNewer && byId("phones").firstChild !== known.item) {
    const hasFocus = known.item.contains(document.activeElement);
    byId("phones").prepend(known.item);
    if (hasFocus) known.item.firstChild.focus();
  }
}

function trimPhones() {
  const list = byId("phones");
  while (list.childElementCount > MAX_PHONES) {
    const phone = list.lastChild.firstChild.dataset.phone;
    list.lastChild.remove();
    phones.delete(phone);
  }
  if (phones.size < total && list.lastChild) nextPhones = phones.get(list.lastChild.firstChild.dataset.phone).last.sid;
}

// A conversation.

let messages = new Map(); // SID to { item, message }.
let olderThan = null; // The SID before which the messages that are not on the page begin.

function showWelcome() {
  const isEmpty = total === 0 && search === "";
  byId("welcome").hidden = chosen !== null || !isEmpty;
  byId("hint").hidden = chosen !== null || isEmpty;
}

function clearMessages() {
  messages = new Map();
  olderThan = null;
  byId("messages").replaceChildren();
  byId("older").hidden = true;
}

async function choose(phone, focus = true) {
  const previous = chosen;
  chosen = phone;
  for (const changed of [previous, phone]) if (phones.has(changed)) drawPhone(changed);
  document.body.classList.toggle("chosen", phone !== null);
  byId("conversation").hidden = phone === null;
  countPhones();
  byId("result").hidden = true;
  clearMessages();
  if (phone === null) return;
  byId("title").replaceChildren(create("bdi", {}, phone || "New phone"));
  byId("from").value = phone;
  if (phone) await loadMessages(phone, "");
  const last = [...messages.values()].pop();
  const ours = last && (last.message.direction === "inbound" ? last.message.to : last.message.from);
  byId("to").value = ours || byId("to").value || "+15005550006";
  toBottom();
  if (focus) (phone ? byId("body") : byId("from")).focus();
}

async function loadMessages(phone, before) {
  const answer = await call("GET", `/messages?${query({ phone, before, limit: PAGE })}`);
  if (phone !== chosen) return;
  for (const message of answer.messages) showMessage(message);
  olderThan = answer.next;
  byId("older").hidden = !olderThan;
}

const isAtBottom = () => {
  const { scrollHeight, scrollTop, clientHeight } = byId("scroll");
  return scrollHeight - scrollTop - clientHeight < 80;
};
const toBottom = () => {
  byId("scroll").scrollTop = byId("scroll").scrollHeight;
};

/** Shows a message at its position, or shows that it has changed. */
function showMessage(message) {
  const known = messages.get(message.sid);
  if (known) {
    known.message = message;
    drawMessage(known);
    if (known.item.firstChild.open) showDetail(known);
    return;
  }
  if (olderThan && number(message.sid) < number(olderThan) && messages.size >= PAGE) return;
  const summary = create("summary");
  const item = create(
    "li",
    { class: `message ${message.direction === "inbound" ? "in" : "out"}`, "data-sid": message.sid },
    create("details", {}, summary, create("div", { class: "detail" })),
  );
  const shown = { item, message };
  item.firstChild.addEventListener("toggle", () => {
    item.classList.toggle("open", item.firstChild.open);
    if (item.firstChild.open) showDetail(shown);
  });
  messages.set(message.sid, shown);
  drawMessage(shown);
  // Most messages are new, so the position is searched from the end.
  let before = byId("messages").lastChild;
  while (before && number(before.dataset.sid) > number(message.sid)) before = before.previousSibling;
  if (before) before.after(item);
  else byId("messages").prepend(item);
}

function drawMessage({ item, message }) {
  const failed = ["failed", "undelivered"].includes(message.status);
  const status = create("span", { class: failed ? "bad" : message.status === "delivered" ? "good" : "" }, message.status);
  const facts = [clock(message.date_created), plural(Number(message.num_segments), "segment")];
  if (message.media_urls.length) facts.push(plural(message.media_urls.length, "media file"));
  if (message.error_code) facts.push(`error ${message.error_code}`);
  const answers = message.webhook_statuses.map((answer) => answer ?? "no answer").join(", ");
  if (answers) facts.push(`${message.direction === "inbound" ? "webhook" : "callbacks"}: ${answers}`);
  item.firstChild.firstChild.replaceChildren(
    create("span", { class: "text", dir: "auto" }, message.body || "(no text)"),
    create("span", { class: "meta" }, status, ` · ${facts.join(" · ")}`),
  );
}

/** Replaces characters that cannot be seen by their code points. */
function visible(text) {
  const hidden = /([\0-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff])/;
  return text.split(hidden).map((part, at) => {
    if (at % 2 === 0) return part;
    const point = part.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return create("span", { class: "hidden-char" }, `U+${point}`);
  });
}

async function showDetail(shown) {
  const { sid } = shown.message;
  let detail;
  try {
    detail = await call("GET", `/messages/${sid}`);
  } catch (error) {
    shown.item.querySelector(".detail").replaceChildren(create("p", { class: "bad" }, error.message));
    return;
  }
  const { message, segments, request, webhooks, status_callback: callback } = detail;
  const facts = [
    ["SID", message.sid],
    ["From", message.from || message.messaging_service_sid || ""],
    ["To", message.to || ""],
    ["Created", message.date_created],
    message.error_code ? ["Error", `${message.error_code} ${message.error_message || ""}`] : null,
    callback ? ["Status callback", callback] : null,
  ].filter((fact) => fact);
  const left = `${plural(segments.units, "unit")}, ${segments.units_left} left`;
  const drawn = segments.segments.map((segment, at) =>
    create(
      "div",
      { class: "segment" },
      create("span", {}, String(at + 1)),
      create("bdi", { class: "part" }, ...segment.parts.flatMap(({ text, forces_ucs2: forces }) =>
        forces ? [create("mark", { title: "This forces UCS-2." }, ...visible(text))] : visible(text))),
      create("span", {}, `${segment.units}/${segment.capacity}`),
    ));
  const children = [
    create("dl", {}, ...facts.flatMap(([name, value]) => [create("dt", {}, name), create("dd", {}, value)])),
    create("h3", {}, `${segments.encoding}, ${plural(drawn.length, "segment")}`),
    create("p", { class: "dim" }, left),
    create("div", { class: "segments" }, ...drawn),
  ];
  if (message.media_urls.length) {
    children.push(create("h3", {}, "Media"), create("ul", {}, ...message.media_urls.map((url) => create("li", {}, link(url)))));
  }
  if (webhooks.length) {
    children.push(create("h3", {}, message.direction === "inbound" ? "Webhooks" : "Status callbacks"));
    children.push(...webhooks.map(drawWebhook));
  }
  if (request) {
    const type = request.content_type ? `Content-Type: ${request.content_type}\n` : "";
    children.push(create("h3", {}, "Request"), create("pre", { tabindex: "0" }, `${request.method} ${request.target}\n${type}\n${request.body}`));
  }
  if (message.direction !== "inbound") children.push(statusForm(message));
  const focused = document.activeElement?.closest(".detail") === shown.item.querySelector(".detail");
  if (!focused) shown.item.querySelector(".detail").replaceChildren(...children);
}

/** A file can have any URL. Only those of the web are links. */
const link = (url) =>
  /^https?:\/\//i.test(url) ? create("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, url) : url;

function drawWebhook({ method, url, body, signature, status, reply, error }) {
  const outcome = create("span", { class: error ? "bad" : "good" }, status ? `status ${status}` : "no answer");
  const name = new URLSearchParams(body || url.split("?")[1]).get("MessageStatus");
  return create(
    "details",
    {},
    create("summary", {}, name ? `${name}: ` : "", outcome, error ? ` (${error})` : "", ` ${url}`),
    create("pre", { tabindex: "0" }, `${method} ${url}\nX-Twilio-Signature: ${signature}\n\n${body}`),
    reply ? create("pre", { tabindex: "0" }, reply) : null,
  );
}

function statusForm(message) {
  const select = create("select", { "aria-label": "Status" }, ...STATUSES.map((status) => create("option", {}, status)));
  select.value = message.status;
  const button = create("button", { type: "button" }, "Set status");
  button.addEventListener("click", () => {
    button.blur(); // The details are drawn again only if nothing in them has the focus.
    attempt(() => call("POST", "/status", { sid: message.sid, status: select.value }));
  });
  return create("p", { class: "row" }, select, button);
}

// The answer of a phone.

function showResult(...children) {
  const wasAtBottom = isAtBottom();
  const hide = create("button", { type: "button" }, "Hide");
  hide.addEventListener("click", () => {
    byId("result").hidden = true;
    byId("body").focus();
  });
  byId("result").replaceChildren(...children, hide);
  byId("result").hidden = false;
  if (wasAtBottom) toBottom();
}

/** Runs a call, and shows the sentence of its refusal. */
async function attempt(run) {
  try {
    return await run();
  } catch (error) {
    if (chosen === null) alert(error.message);
    else showResult(create("p", { class: "bad" }, error.message));
    return null;
  }
}

async function answer() {
  const [from, to, url, body] = ["from", "to", "url", "body"].map((id) => byId(id).value);
  if (!body.trim()) return;
  localStorage.setItem("url", url);
  byId("send").disabled = true;
  const received = await attempt(() => call("POST", "/receive", { from: from.trim(), to: to.trim(), url: url.trim(), body }));
  byId("send").disabled = false;
  if (!received) return;
  byId("body").value = "";
  if (received.message.phone !== chosen) await choose(received.message.phone);
  const children = received.webhooks.flatMap(({ url: posted, status, reply, error }) => [
    create("p", { class: error ? "bad" : "good" }, `${posted} ${status ? `answered with status ${status}` : "did not answer"}${error ? `: ${error}` : "."}`),
    reply ? create("pre", { tabindex: "0" }, reply) : null,
  ]);
  if (!children.length) children.push(create("p", {}, "The message was received. Give the URL of your webhook to have it posted there."));
  else if (!received.messages.length) children.push(create("p", {}, "The reply became no message."));
  children.push(...received.messages.map(({ to, body: text }) =>
    create("p", {}, "The reply became a message to ", create("bdi", {}, to), ": ", create("bdi", {}, text))));
  showResult(...children.filter((child) => child));
  byId("body").focus();
}

// Faults and requests.

function showFaults({ next, every }) {
  const describe = ({ fault, retry_after: seconds, milliseconds }) =>
    fault.replaceAll("_", " ") + (seconds != null ? `, Retry-After: ${seconds}` : "") + (milliseconds ? `, ${milliseconds} ms` : "");
  const items = next.map((fault, at) => `${at ? "Then" : "Next request"}: ${describe(fault)}`);
  if (every) items.push(`Every request${next.length ? " after these" : ""}: ${describe(every)}`);
  byId("fault-list").replaceChildren(...items.map((item) => create("li", {}, item)));
  byId("fault-count").textContent = every ? "on" : String(next.length);
  byId("fault-count").hidden = byId("fault-off").hidden = !items.length;
}

async function setFault(more) {
  const faults = await attempt(() => call("POST", "/faults", { ...JSON.parse(byId("fault").value), ...more }));
  if (faults) showFaults(faults);
}

async function showRequests() {
  const { requests } = await call("GET", "/requests");
  byId("no-requests").hidden = requests.length > 0;
  byId("request-table").hidden = requests.length === 0;
  byId("request-rows").replaceChildren(
    ...requests.slice(0, 100).map(({ time, method, target, status }) =>
      create("tr", {}, create("td", {}, clock(time * 1000)), create("td", {}, `${method} ${target}`),
        create("td", { class: status < 400 ? "good" : "bad" }, String(status)))),
  );
}

// What keeps the page up to date.

/** Returns a function that runs another one, once, a while after the last call. */
const later = (run, milliseconds) => {
  let timer = null;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
};
const searchLater = later(() => loadPhones(), 250);
const requestsLater = later(() => byId("requests").open && showRequests(), 100);

async function reload() {
  const scrolled = byId("scroll").scrollTop;
  await loadPhones();
  if (chosen !== null) {
    clearMessages();
    if (chosen) await loadMessages(chosen, "");
    if (total === 0 && chosen) await choose(null);
    byId("scroll").scrollTop = scrolled;
  }
  if (byId("requests").open) await showRequests();
}

function listen() {
  const events = new EventSource("/_fake/events");
  let wasOpen = false;
  events.addEventListener("open", () => {
    byId("offline").hidden = true;
    if (wasOpen) reload(); // Events between the two connections are lost.
    wasOpen = true;
  });
  events.addEventListener("error", () => (byId("offline").hidden = false));
  events.addEventListener("reload", () => reload());
  events.addEventListener("state", ({ data }) => {
    showFaults(JSON.parse(data).faults);
    requestsLater();
  });
  events.addEventListener("messages", ({ data }) => {
    const changed = JSON.parse(data);
    if (search) searchLater();
    else {
      changed.phones.sort((a, b) => (number(a.last.sid) < number(b.last.sid) ? -1 : 1)).forEach(updatePhone);
      total = changed.total;
      trimPhones();
      countPhones();
    }
    const wasAtBottom = isAtBottom();
    changed.messages.filter(({ phone }) => phone === chosen).forEach(showMessage);
    if (wasAtBottom) {
      trimMessages();
      toBottom();
    }
  });
}

function trimMessages() {
  const list = byId("messages");
  while (list.childElementCount > MAX_MESSAGES) {
    messages.delete(list.firstChild.dataset.sid);
    list.firstChild.remove();
    olderThan = list.firstChild.dataset.sid;
    byId("older").hidden = false;
  }
}

// The controls.

byId("phones").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) attempt(() => choose(button.dataset.phone));
});
byId("phones").addEventListener("keydown", (event) => {
  const item = event.target.closest("li");
  const other = { ArrowDown: item?.nextSibling, ArrowUp: item?.previousSibling }[event.key];
  if (!other) return;
  event.preventDefault();
  other.firstChild.focus();
});
byId("more-phones").addEventListener("click", () => attempt(() => loadPhones(true)));
byId("new-phone").addEventListener("click", () => attempt(() => choose("")));
byId("back").addEventListener("click", () => leave());
byId("older").addEventListener("click", async () => {
  const height = byId("scroll").scrollHeight;
  await attempt(() => {
    const before = olderThan;
    olderThan = null;
    return loadMessages(chosen, before);
  });
  byId("scroll").scrollTop += byId("scroll").scrollHeight - height;
});
byId("answer").addEventListener("submit", (event) => {
  event.preventDefault();
  answer();
});
byId("body").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("answer").requestSubmit();
});
byId("search").addEventListener("input", () => {
  search = byId("search").value.trim();
  searchLater();
});
byId("fault-next").addEventListener("click", () => setFault({}));
byId("fault-every").addEventListener("click", () => setFault({ every: true }));
byId("fault-off").addEventListener("click", () => attempt(() => call("DELETE", "/faults")));
byId("requests").addEventListener("toggle", () => byId("requests").open && attempt(showRequests));
byId("reset").addEventListener("click", async () => {
  if (confirm("Forget all messages, requests and faults?")) await attempt(() => call("DELETE", ""));
});

async function leave() {
  const phone = chosen;
  await choose(null);
  (phones.get(phone)?.item.firstChild || byId("search")).focus();
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input, textarea, select");
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    byId("search").focus();
  }
  if (event.key !== "Escape") return;
  const menu = document.querySelector(".menu[open]");
  if (menu) {
    menu.open = false;
    menu.firstElementChild.focus();
  } else if (event.target === byId("search")) {
    search = byId("search").value = "";
    searchLater();
  } else if (chosen !== null) leave();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

async function begin() {
  const health = await call("GET", "/health");
  byId("url").value = health.inbound_url || localStorage.getItem("url");
  byId("command").textContent =
    `curl -u ${health.account}:${health.token || "TOKEN"} \\\n  ${location.origin}/2010-04-01/Accounts/${health.account}/Messages.json \\\n` +
    "  --data-urlencode To=+14155550199 --data-urlencode From=+14155550100 --data-urlencode Body=Hello";
  listen();
  await loadPhones();
}
begin();
