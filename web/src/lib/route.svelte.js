// The state of the page is its address: `/#/explore?party=RUS&type=ASSAULT&incident=8192`. All of it is in the fragment, so a link
// can be shared and the back button works, and what an analyst looks for is in no server's log but the API's own.

const VIEWS = new Set(['read', 'explore', 'article']);

function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view, id = ''] = path.split('/', 2);
  return {
    view: VIEWS.has(view) ? view : 'explore',
    id: /^\d{1,18}$/.test(id) ? id : '',
    params: Object.fromEntries(new URLSearchParams(query)),
  };
}

export const route = $state(parse(location.hash));

addEventListener('hashchange', () => Object.assign(route, parse(location.hash)));

/** The address of a view; parameters that are empty are left out. */
export function href(view, params = {}, id = '') {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '' && value != null));
  // Commas and > are legal in a fragment, and easier to read so.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3E', '>').replaceAll('%3A', ':');
  return `#/${view}${id ? `/${id}` : ''}${text ? `?${text}` : ''}`;
}

/** Goes there; `replace` leaves no step for the back button. */
export function go(view, params = {}, { id = '', replace = false } = {}) {
  const target = href(view, params, id);
  if (target === location.hash) return;
  if (replace) history.replaceState(null, '', target);
  else history.pushState(null, '', target);
  Object.assign(route, parse(target));
}
addEventListener('popstate', () => Object.assign(route, parse(location.hash)));
