// Light, dark, or as the system says.
const NAME = 'dateline-theme';
const ORDER = ['system', 'light', 'dark'];

function stored() {
  try {
    const value = localStorage.getItem(NAME);
    return ORDER.includes(value) ? value : 'system';
  } catch {
    return 'system';
  }
}

export const theme = $state({ value: stored() });

function apply() {
  if (theme.value === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.value;
}
apply();

export function next_theme() {
  theme.value = ORDER[(ORDER.indexOf(theme.value) + 1) % ORDER.length];
  apply();
  try {
    localStorage.setItem(NAME, theme.value);
  } catch {
    // The choice then lasts as long as the page.
  }
}
