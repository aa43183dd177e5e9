/** What the tests use of jsdom. Its own types would make the DOM global in the tests of every package. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html?: string, options?: { runScripts?: 'outside-only' });
    readonly window: Window;
  }

  export interface Window {
    readonly document: Document;
    readonly DOMParser: new () => { parseFromString(text: string, type: 'text/html'): Document };
    eval(script: string): unknown;
  }

  export interface Parent {
    querySelector(selector: string): Element | null;
    querySelectorAll(selector: string): Iterable<Element>;
  }

  export interface Document extends Parent {
    readonly compatMode: string;
    readonly title: string;
    readonly documentElement: Element;
  }

  export interface Element extends Parent {
    readonly localName: string;
    readonly textContent: string;
    readonly innerHTML: string;
    readonly attributes: Iterable<{ readonly name: string }>;
    readonly previousElementSibling: Element | null;
    closest(selector: string): Element | null;
    getAttribute(name: string): string | null;
  }
}
