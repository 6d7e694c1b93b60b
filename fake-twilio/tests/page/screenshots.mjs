// Makes screenshots of the page: light, dark and narrow. `.ci/page screenshots FOLDER` builds what it needs and runs it.

import { browser, control, end, send, servers } from "./browser.mjs";

const folder = process.argv[2];
const { fake, receiver } = await servers();
const chromium = await browser();
try {
  for (const [To, Body, From = "+14155550100"] of [
    ["+14155550123", "Your table for two is booked for Friday at 7 pm."],
    ["whatsapp:+14155550177", "مرحبا! طلبك في الطريق.", "whatsapp:+14155550100"],
    ["+14155550142", "Your code is 481516. <b>Tell nobody.</b>"],
    ["+14155550199", "Jenny please?! I’ll love you <3 We have kept your seat until eight, so answer soon."],
  ]) {
    await send(fake, { To, From, Body, StatusCallback: `${receiver}/status` });
  }
  await control(fake, "POST", "/receive", { from: "+14155550199", to: "+14155550100", body: "Yes, I am coming!" });
  await control(fake, "POST", "/faults", { fault: "too_many_requests", retry_after: 5 });
  for (const [name, colorScheme, width, height] of [
    ["light", "light", 1200, 800],
    ["dark", "dark", 1200, 800],
    ["narrow", "light", 390, 780],
  ]) {
    const page = await chromium.newPage({ colorScheme, viewport: { width, height } });
    await page.goto(fake);
    const phone = page.locator('#phones button[data-phone="+14155550199"]');
    await phone.waitFor();
    await phone.click();
    await page.locator(".message").nth(2).waitFor();
    if (name !== "narrow") {
      await page.locator(".message summary").first().click();
      await page.locator(".segment").first().waitFor();
    }
    await page.locator("#body").fill("And what is for dinner?");
    if (name === "dark") await page.locator("#faults > summary").click();
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
} finally {
  await chromium.close();
  end();
}
