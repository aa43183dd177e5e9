export { fromAjv, type AjvErrorLike } from './from-ajv.ts';
export { fromClassValidator, type ClassValidatorErrorLike } from './from-class-validator.ts';
export type { Place } from './place.ts';
