/** The path of a request target, without its query, as the client sent it: neither decoded nor normalised. */
export function pathOf(target: string): string {
  const [path = ''] = originFormOf(target).split('?', 1);
  return path;
}

/** A request target as path and query: a server has to take the absolute form too. RFC 9112 §3.2.2 */
export function originFormOf(target: string): string {
  return target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
}
