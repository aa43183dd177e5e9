declare module 'api-problem' {
  class Problem extends Error {
    constructor(status: number, title: string, type: string, members: object);
    readonly status: number;
    readonly title: string;
    readonly type: string;
    readonly detail?: string;
  }
  export = Problem;
}
