import { maxAccept } from './limits.ts';
import type { RequestView } from './views.ts';

/** The Accept-Language of a request; that of any language where it has none, or one that is not read. RFC 9110 §12.5.4 */
export function acceptLanguageOf(request: RequestView): string {
  const field = request.header('accept-language');
  return field === undefined || field.length > maxAccept ? '*' : field;
}
