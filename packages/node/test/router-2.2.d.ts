// The router that Express 5.0 to 5.2 came with, by another name; it has no types of its own.
declare module 'router-2.2' {
  import { Router } from 'express';
  export = Router;
}
