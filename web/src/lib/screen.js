// Drawings are in pixels, and grow with the letters around them.
export const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize) || 14;
