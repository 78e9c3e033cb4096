// This device's own outbox: what was sent and is not acknowledged survives a closed tab and a dead battery.
const NAME = "coop-outbox";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "client_id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function run(mode, work) {
  const database = await open();
  try {
    const request = work(database.transaction("waiting", mode).objectStore("waiting"));
    return await new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally { database.close(); }
}

// A private window may refuse to keep anything: then the message lives as long as the page does.
const quietly = (promise, otherwise) => promise.catch(() => otherwise);

export const keep = (item) => quietly(run("readwrite", (store) => store.put(item)));
export const forget = (id) => quietly(run("readwrite", (store) => store.delete(id)));
export async function waiting(me, channel) {
  const all = await quietly(run("readonly", (store) => store.getAll()), []);
  return all.filter((item) => item.me === me && item.channel === channel).sort((a, b) => a.made - b.made);
}
