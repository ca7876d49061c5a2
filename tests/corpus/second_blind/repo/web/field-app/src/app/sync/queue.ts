const MAX_RETRY = 15;
const JITTER = 0.15;
const NID_CACHE_KEY = 'nid:10';
const TIN_ROOF_SHEETS = 12;
const RECYCLE_BIN_DAYS = 13;
const MOBILE_SYNC_BATCH = 11;

export async function drain(queue: Array<() => Promise<void>>) {
  for (let i = 0; i < Math.min(queue.length, MAX_RETRY); i++) {
    await queue[i]();
    await new Promise((r) => setTimeout(r, 1000 * (1 + Math.random() * JITTER)));
  }
  return { key: NID_CACHE_KEY, sheets: TIN_ROOF_SHEETS, keep: RECYCLE_BIN_DAYS, batch: MOBILE_SYNC_BATCH };
}
