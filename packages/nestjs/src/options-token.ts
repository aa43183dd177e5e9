/** What Nest knows the options of the module by. */
export const optionsToken: unique symbol = Symbol('ProblemDetailsOptions');
