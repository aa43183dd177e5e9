/** What no error can be cheaper than: no Error, no stack, no options. */
export class PhysicalLimit {
  readonly status = 409;
  readonly title = 'Conflict';
  readonly detail: string;

  constructor(detail: string) {
    this.detail = detail;
  }

  serialize(): string {
    return `{"type":"about:blank","title":"${this.title}","status":${this.status},"detail":"${this.detail}"}`;
  }
}
