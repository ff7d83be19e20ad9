// Requests to the program: the key, one request at a time for each purpose, and the watch whether the program lives.

const channel = new BroadcastChannel("tributary");
let key = null;

/** The reason why the program refused. */
export class Refusal extends Error {
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.help = error.help;
  }
}

/** The program does not answer any more. */
export class Gone extends Error {}

function keep(value) {
  key = value;
  sessionStorage.setItem("key", value);
  channel.onmessage = (event) => {
    if (event.data && event.data.wants === "key") channel.postMessage({ key });
    if (event.data && event.data.head) for (const action of moved) action();
  };
}

const moved = new Set();

/** Calls an action when another tab has decided something. */
export function onMoved(action) { moved.add(action); }

/** Tells the other tabs that something was decided. */
export function tellMoved() { channel.postMessage({ head: true }); }

function keyOfOtherTab() {
  return new Promise((resolve) => {
    const end = setTimeout(() => resolve(null), 400);
    channel.onmessage = (event) => {
      if (!event.data || !event.data.key) return;
      clearTimeout(end);
      resolve(event.data.key);
    };
    channel.postMessage({ wants: "key" });
  });
}

/** Gets the key: by the ticket of the address, from this tab, or from another one. */
export async function enter() {
  const ticket = /^#ticket=([0-9a-f]+)$/.exec(location.hash);
  if (ticket) {
    // The ticket leaves the address before anything else can read it.
    history.replaceState(null, "", location.pathname + location.search);
    const answer = await send("/api/session", { method: "POST", body: canonical({ ticket: ticket[1] }) }, null);
    keep(answer.key);
    return;
  }
  const known = sessionStorage.getItem("key") || (await keyOfOtherTab());
  if (!known) {
    throw new Refusal(401, {
      code: "no-key", message: "This page has no key.",
      help: "Open the address that tributary explore printed. Enter in that terminal prints a new one.",
    });
  }
  keep(known);
}

/** JSON as the program takes it: members by name, and no white space. */
function canonical(members) {
  const sorted = {};
  for (const name of Object.keys(members).sort()) sorted[name] = members[name];
  return JSON.stringify(sorted);
}

async function send(path, options, signal) {
  const headers = {};
  if (key) headers.Authorization = "Tributary " + key;
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.kept && options.kept.tag) headers["If-None-Match"] = options.kept.tag;
  let answer;
  try {
    answer = await fetch(path, { ...options, headers, signal, cache: "no-store", redirect: "error" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Gone("the program does not answer");
  }
  if (answer.status === 429) {
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    return send(path, options, signal);
  }
  if (answer.status === 304) return options.kept.value;
  if (options.isFile && answer.ok) return answer.blob();
  const value = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw new Refusal(
      answer.status, (value && value.error) || { code: "failed", message: "status " + answer.status, help: null });
  }
  if (options.kept) Object.assign(options.kept, { value, tag: answer.headers.get("etag") });
  return value;
}

export function get(path, signal) { return send(path, { method: "GET" }, signal); }

export function file(path) { return send(path, { method: "GET", isFile: true }, undefined); }

export function post(path, members) { return send(path, { method: "POST", body: canonical(members) }, undefined); }

/** Answers that were got, so that a step back is shown at once; on a new state of the case each is asked for its tag. */
const known = new Map();

export function forget() { for (const kept of known.values()) kept.isOld = true; }

export async function getKept(path, signal) {
  const kept = known.get(path) || {};
  if (kept.isOld === false) return kept.value;
  await send(path, { method: "GET", kept }, signal);
  kept.isOld = false;
  known.delete(path);
  known.set(path, kept);
  if (known.size > 40) known.delete(known.keys().next().value);
  return kept.value;
}

/** One purpose of which only the last question counts: while one is on its way, the newest waits and others are dropped. */
export class Latest {
  constructor() {
    this.running = null;
    this.next = null;
  }

  /** Does some work; null where a newer one took its place. */
  run(work) {
    return new Promise((resolve, reject) => {
      if (this.next) this.next.resolve(null);
      this.next = { work, resolve, reject };
      if (!this.running) this.begin();
      // What takes long is not waited for; what is soon done is not asked for again and again.
      else if (performance.now() - this.started > 400) this.running.abort();
    });
  }

  stop() {
    if (this.next) this.next.resolve(null);
    this.next = null;
    if (this.running) this.running.abort();
  }

  async begin() {
    while (this.next) {
      const { work, resolve, reject } = this.next;
      this.next = null;
      this.running = new AbortController();
      this.started = performance.now();
      try {
        const value = await work(this.running.signal);
        resolve(this.next ? null : value);
      } catch (error) {
        if (error.name === "AbortError" || this.next) resolve(null);
        else reject(error);
      }
    }
    this.running = null;
  }
}

/** Watches the program: told when it is gone, back, or when the case has moved on. */
export function watch({ onGone, onBack, onHead }) {
  let isGone = false;
  let version = null;
  async function look() {
    try {
      const head = await get("/api/head");
      if (isGone) onBack();
      isGone = false;
      if (version !== null && head.version !== version) onHead();
      version = head.version;
    } catch (error) {
      if (error instanceof Gone && !isGone) {
        isGone = true;
        onGone();
      } else if (error instanceof Refusal && error.status === 401) {
        onGone(error);
        return;
      }
    }
    setTimeout(look, isGone ? 2000 : document.hidden ? 5000 : 900);
  }
  look();
  onMoved(() => get("/api/head").then((head) => {
    if (version !== null && head.version !== version) onHead();
    version = head.version;
  }).catch(() => {}));
}
