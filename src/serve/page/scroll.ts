/** Keeps the scroll position of each entry of the history. */
export interface Scroll {
  /**
   * Called when the history's entry has changed, before anything scrolls.
   * @returns a function to call when the entry's content is ready
   */
  entered(): () => void;
}

/**
 * Browsers restore the scroll position as soon as the entry changes, before the content is ready, and lose it on a reload.
 * @param list scrolled into view for a new entry
 */
export function keepScrollPosition(list: HTMLElement, signal: AbortSignal): Scroll {
  const remember = () => history.replaceState({ scrollY }, "");
  addEventListener("scrollend", remember, { signal });
  return {
    entered: () => {
      const state = history.state as { scrollY?: number } | null;
      return () => {
        if (state?.scrollY !== undefined) scrollTo({ top: state.scrollY });
        else if (list.getBoundingClientRect().top < 0) list.scrollIntoView();
      };
    },
  };
}
