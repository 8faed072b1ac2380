// The API key, where the server wants one. It lives as long as the tab.
const KEY = 'dateline-key';

function stored() {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export const access = $state({ key: stored(), needed: false });

export function give(key) {
  access.key = key;
  access.needed = false;
  try {
    sessionStorage.setItem(KEY, key);
  } catch {
    // Without storage the key is asked for again after a reload.
  }
}
