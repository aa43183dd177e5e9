/** What every contender says has happened. */
export const message = 'Order 42 has shipped';
