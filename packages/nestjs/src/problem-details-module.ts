import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import type { ProblemDetailsOptions } from '@statusquo/core';
import { optionsToken } from './options-token.ts';
import { ProblemDetailsFilter } from './problem-details-filter.ts';

/** Options that come from other providers. */
export interface ProblemDetailsAsyncOptions<NativeRequest = unknown>
  extends
    Pick<ModuleMetadata, 'imports'>,
    Pick<FactoryProvider<ProblemDetailsOptions<NativeRequest>>, 'inject' | 'useFactory'> {}

/**
 * Answers every exception of the application as a problem document: `imports: [ProblemDetailsModule.forRoot()]`. Each filter
 * of the user's wins over it, wherever that is registered.
 */
@Module({})
export class ProblemDetailsModule {
  /** @throws {TypeError} when the application starts, if an option is unknown, or has a value it cannot have. */
  static forRoot<NativeRequest = unknown>(options: ProblemDetailsOptions<NativeRequest> = {}): DynamicModule {
    return ProblemDetailsModule.forRootAsync({ useFactory: () => options });
  }

  /** @example ProblemDetailsModule.forRootAsync({ inject: [Settings], useFactory: (settings: Settings) => ({ debug: settings.debug }) }) */
  static forRootAsync<NativeRequest = unknown>(
    options: ProblemDetailsAsyncOptions<NativeRequest>,
  ): DynamicModule {
    const { imports = [], inject = [], useFactory } = options;
    return {
      module: ProblemDetailsModule,
      // A filter that is named on a gateway is made in the module of the gateway.
      global: true,
      imports,
      providers: [
        { provide: optionsToken, inject, useFactory },
        {
          provide: ProblemDetailsFilter,
          inject: [optionsToken, ApplicationConfig, HttpAdapterHost, ModulesContainer],
          useFactory: install,
        },
      ],
      exports: [optionsToken],
    };
  }
}

function install(
  options: ProblemDetailsOptions,
  config: ApplicationConfig,
  host: HttpAdapterHost,
  modules: ModulesContainer,
): ProblemDetailsFilter {
  const filter = new ProblemDetailsFilter(options, host, modules);
  // Nest asks the last filter first: in front of all others, this one comes after them.
  config.getGlobalFilters().unshift(filter);
  return filter;
}
