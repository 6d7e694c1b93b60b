// Starts what the tests and the screenshots of the page need: the server, a receiver of webhooks, and Chromium.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const { chromium } = createRequire(`${process.env.NODE_PATH}/`)("playwright-core");

export const ACCOUNT = "AC5ef872f6da5a21de157d80997a64bd33";
export const TOKEN = "00112233445566778899aabbccddeeff";

const programs = [];

/** Starts a program, and returns the URL with which its output begins. */
async function start(path, args, env) {
  const program = spawn(path, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  programs.push(program);
  // The output is read to its end, because a program whose output is closed may break off.
  const lines = createInterface(program.stdout);
  return new Promise((resolve, reject) => {
    lines.once("line", (line) => resolve(line.split(" ")[0]));
    program.on("error", reject);
    program.on("exit", (code) => reject(new Error(`${path} ended with ${code}`)));
  });
}

/** Starts the server, on a free port, and the axum example, which answers its webhooks. */
export async function servers() {
  const target = process.env.CARGO_TARGET_DIR || "target";
  const receiver = await start(`${target}/debug/stack-axum`, [], { PORT: "0", TWILIO_AUTH_TOKEN: TOKEN });
  const fake = await start(`${target}/debug/fake-twilio`, ["--port", "0", "--seed", "1", "--inbound-url", `${receiver}/sms`], {});
  return { fake, receiver };
}

export const browser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });

export const end = () => programs.forEach((program) => program.kill());

/** Sends a message as a program does, and returns the response. */
export const send = (fake, message) =>
  fetch(`${fake}/2010-04-01/Accounts/${ACCOUNT}/Messages.json`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
    body: new URLSearchParams({ To: "+14155550199", From: "+14155550100", ...message }),
  });

/** Calls the control API. */
export const control = (fake, method, path, body) =>
  fetch(`${fake}/_fake${path}`, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
  });
