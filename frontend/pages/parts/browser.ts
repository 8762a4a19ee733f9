/** What kind of browser this is, where it makes a difference to what a person is told. */

const { standalone } = navigator as { standalone?: boolean };

/** Whether the page was opened from the home screen. */
export function isInstalled(): boolean {
  return standalone === true || matchMedia("(display-mode: standalone)").matches;
}

/** An iPhone or iPad, in the browser: what it can do for apps on the home screen only, it cannot do here. */
export function isBareIphone(): boolean {
  return standalone === false;
}

/** Safari, and whatever is called a browser on an iPhone. */
export function isWebKit(): boolean {
  return "GestureEvent" in window;
}

/** Chromium and what is made of it. */
export function isChromium(): boolean {
  return "userAgentData" in navigator;
}
