// Looks at a running dashboard with a real browser: node run.mjs BASE_URL [EMPTY_BASE_URL]
// Every view at three widths, in light and dark: live data, no error, no axe violation, no request
// to another host, bars that move. Screenshots go to target/ui. Exit 1 with a list if any fails.
import {mkdir, readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {chromium} from "playwright-core";

const [base, emptyBase] = process.argv.slice(2);
if (!base) {
  console.error("usage: node run.mjs BASE_URL [EMPTY_BASE_URL]");
  process.exit(2);
}
const here = dirname(fileURLToPath(import.meta.url));
const shots = join(here, "../../../target/ui");
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = [[1440, 900], [1024, 1366], [390, 844]];
const VIEWS = ["overview", "devices", "mission", "links", "data", "merge"];
const failures = [];
const fail = (what) => {
  failures.push(what);
  console.error(`FAIL ${what}`);
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});

/** A page that tells of every error and every request that leaves its own origin. */
async function open(origin, options, expected = () => false) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("console", (m) => m.type() === "error" && !expected(m.text()) && fail(`console: ${m.text()}`));
  page.on("pageerror", (e) => fail(`page: ${e.message}`));
  page.on("dialog", (d) => {
    fail(`a dialog opened: ${d.message()}`);
    d.dismiss();
  });
  page.on("request", (r) => {
    if (new URL(r.url()).origin !== new URL(origin).origin) fail(`request to ${r.url()}`);
  });
  return page;
}

async function go(page, origin, view) {
  await page.goto(`${origin.replace(/\/$/, "")}/#/${view}`);
  await page.locator("main h1").first().waitFor();
  await page.locator(".line.live").waitFor();
}

async function judge(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  for (const v of found.violations) {
    fail(`${name}: axe ${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.slice(0, 300)}`);
  }
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wider > 1) fail(`${name}: the page is ${wider} px wider than the screen`);
  await page.screenshot({path: join(shots, `${name}.png`), fullPage: true});
}

async function barsMove() {
  const page = await open(base, {viewport: {width: 1440, height: 900}});
  await go(page, base, "mission");
  const bars = () => page.locator(".b.actual[x], line.now").evaluateAll((all) =>
    all.map((b) => [b.getAttribute("x") ?? b.getAttribute("x1"), b.getAttribute("width")].join("+")).join(" "));
  await page.locator(".track .b").first().waitFor();
  const before = await bars();
  await page.waitForTimeout(4000);
  if ((await bars()) === before) fail("mission: no bar moved in 4 s");
  await page.context().close();
}

const CONTENT = {
  overview: [".sentence", ".counter strong", "tbody tr"],
  devices: ["tbody tr"],
  mission: [".track .b", "tbody tr", "input[type=file]"],
  links: [".matrix .cell", "tbody tr"],
  data: [".curve polyline", "tbody tr"],
  merge: [".meter rect", "tbody tr"],
};

async function views(scheme) {
  for (const [width, height] of SIZES) {
    const page = await open(base, {viewport: {width, height}, colorScheme: scheme, reducedMotion: "reduce"});
    for (const view of VIEWS) {
      await go(page, base, view);
      for (const selector of CONTENT[view]) {
        try {
          await page.locator(selector).first().waitFor({state: "attached"});
        } catch {
          fail(`${view} at ${width}: nothing matches ${selector}`);
        }
      }
      await judge(page, `${view}-${width}-${scheme}`);
    }
    await page.goto(`${base.replace(/\/$/, "")}/#/devices`);
    await page.locator("tbody a.device").first().click();
    await page.locator("dl dt").first().waitFor();
    await judge(page, `device-${width}-${scheme}`);
    await page.context().close();
  }
}

async function findings() {
  const page = await open(base, {viewport: {width: 1440, height: 900}}, (text) => text.includes("422"));
  await go(page, base, "mission");
  await page.locator("input[type=file]").setInputFiles({
    name: "bad.yaml", mimeType: "text/yaml", buffer: Buffer.from("schema: dunlin.mission/v0\n"),
  });
  await page.getByText("bad.yaml was turned away").waitFor();
  if (!/DNL-M[0-9]{4}/.test(await page.locator("main").innerText())) fail("upload: no finding with its code");
  await judge(page, "mission-findings");
  await page.context().close();
}

async function lostLine() {
  const page = await open(base, {viewport: {width: 1024, height: 768}}, () => true);
  await page.addInitScript(() => {
    window.EventSource = class extends EventTarget {
      constructor() {
        super();
        this.readyState = 2;
        setTimeout(() => this.dispatchEvent(new Event("error")), 50);
      }
      close() {}
    };
    window.EventSource.CLOSED = 2;
  });
  await page.goto(base);
  await page.getByText("The gateway does not answer").waitFor();
  if (!(await page.locator(".line").innerText()).includes("reconnecting since")) fail("no word about the lost line");
  await judge(page, "lost-line");
  await page.context().close();
}

async function keyboard() {
  const page = await open(base, {viewport: {width: 1440, height: 900}});
  await go(page, base, "overview");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.textContent);
  if (first !== "Skip to content") fail(`keyboard: the first stop is "${first}"`);
  await page.locator("nav a", {hasText: "Links"}).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "title" && document.title.startsWith("Links"));
  await page.context().close();
}

async function empty() {
  const page = await open(emptyBase, {viewport: {width: 1024, height: 768}});
  for (const view of VIEWS) {
    await go(page, emptyBase, view);
    await page.getByText(/yet|no observations/i).first().waitFor();
    await judge(page, `empty-${view}`);
  }
  await page.context().close();
}

await mkdir(shots, {recursive: true});
await barsMove();
await views("light");
await views("dark");
await findings();
await lostLine();
await keyboard();
if (emptyBase) await empty();
await browser.close();
console.log(failures.length ? `${failures.length} failures` : `all held; screenshots in ${shots}`);
process.exit(failures.length ? 1 : 0);
