/** Members in the order of the wire. */
export interface Book {
  readonly isbn: string;
  readonly title: string;
  /** Cents. */
  readonly price: number;
  readonly stock: number;
}

/** What a client asks for. */
export interface OrderRequest {
  readonly isbn: string;
  readonly quantity: number;
}

/** Members in the order of the wire. */
export interface Order extends OrderRequest {
  readonly id: number;
}

/** Who sends a request: the claims of a valid token. */
export interface User {
  readonly sub: string;
  readonly role: 'reader' | 'staff';
}

/** One page of the list of books. */
export interface Page {
  readonly page: number;
  readonly limit: number;
}
