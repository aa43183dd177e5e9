/** Whether a text is an ISBN-13: 13 digits, the last of which checks the others. ISO 2108 */
export function isIsbn(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  const weighted = Array.from(text, (digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 3));
  return weighted.reduce((sum, value) => sum + value, 0) % 10 === 0;
}
