import type { ResolveHook } from 'node:module';

const folder = new URL('../../../nest-11/package.json', import.meta.url).href;

/** Resolves what our own files import of Nest in the folder that has Nest 11. */
export const resolve: ResolveHook = (specifier, context, next) => {
  const isOurs = context.parentURL !== undefined && !context.parentURL.includes('/node_modules/');
  return next(
    specifier,
    specifier.startsWith('@nestjs/') && isOurs ? { ...context, parentURL: folder } : context,
  );
};
