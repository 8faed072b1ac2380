// Requests to the server that the page came from. An error is an ApiError whose message can be shown as it is.
import { access } from './access.svelte.js';

export class ApiError extends Error {
  constructor(status, code, message, parameter) {
    super(message);
    this.status = status;
    this.code = code;
    this.parameter = parameter;
  }
}

function headers(more = {}) {
  return access.key ? { ...more, Authorization: `Bearer ${access.key}` } : more;
}

async function answered(request) {
  let response;
  try {
    response = await request;
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'unreachable', 'The server does not answer. Is dateline serve still running?');
  }
  if (response.ok) return response;
  if (response.status === 401) access.needed = true;
  let said = {};
  try {
    said = (await response.json()).error ?? {};
  } catch {
    // Whatever stands between us and the server need not answer in JSON.
  }
  throw new ApiError(response.status, said.code ?? 'failed', said.message ?? `The server answered ${response.status}.`, said.parameter);
}

export function address(path, params = {}) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '' && value != null));
  const text = query.toString();
  return text ? `v1/${path}?${text}` : `v1/${path}`;
}

export async function get(path, params, signal) {
  const response = await answered(fetch(address(path, params), { headers: headers({ Accept: 'application/json' }), signal }));
  return response.json();
}

export async function post(path, params, body, type, signal) {
  const response = await answered(fetch(address(path, params), { method: 'POST', headers: headers({ 'Content-Type': type }), body, signal }));
  return response.json();
}

/** The whole answer as a file, for the formats that the page itself does not read. */
export async function download(path, params, name) {
  const response = await answered(fetch(address(path, params), { headers: headers() }));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Calls `heard(name, data)` for each server-sent event until `signal` says stop. EventSource cannot send a key, so this reads the
 *  stream itself. Goes on from the last event after a break, waiting longer each time. */
export async function listen(params, heard, signal) {
  let last = '', wait = 2000;
  while (!signal.aborted) {
    try {
      const response = await answered(fetch(address('stream', params), { headers: headers(last ? { 'Last-Event-ID': last } : {}), signal }));
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let held = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        wait = 2000;
        held += value;
        const blocks = held.split(/\r?\n\r?\n/);
        held = blocks.pop();
        for (const block of blocks) {
          let name = 'message', data = '';
          for (const line of block.split(/\r?\n/)) {
            if (line.startsWith('event:')) name = line.slice(6).trim();
            else if (line.startsWith('data:')) data += line.slice(5);
            else if (line.startsWith('id:')) last = line.slice(3).trim();
          }
          if (data) heard(name, data);
        }
      }
    } catch (error) {
      if (error.name === 'AbortError' || (error.status >= 400 && error.status < 500 && error.status !== 429)) return;
    }
    await new Promise((done) => setTimeout(done, wait));
    wait = Math.min(wait * 2, 60000);
  }
}
