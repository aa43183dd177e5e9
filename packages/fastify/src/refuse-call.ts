/** Says so at start where something was called that is to be given to Fastify: it comes without its second argument then. */
export function refuseCall(name: string, second: object | undefined): void {
  if (second === undefined) throw new TypeError(`@statusquo/fastify: give ${name} to Fastify without a call`);
}
