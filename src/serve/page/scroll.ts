/** Keeps the scroll position of each entry of the history. */
export interface Scroll {
  /**
   * To be called when the history's entry has changed, before anything scrolls.
   * @returns what to call when the entry's content is there
   */
  entered(): () => void;
}

/**
 * Browsers restore a position as soon as the entry changes, when the content is still to come, and forget it on a reload.
 * @param list comes into view in an entry that is new
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
