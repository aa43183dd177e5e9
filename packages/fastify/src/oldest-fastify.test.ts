// The oldest version that the package allows: what has come since is tried in answerer.test.ts.
import { vi } from 'vitest';
import './allowed-methods.test.ts';
import './from-fastify-validation.test.ts';
import './problem-details.test.ts';
import './server-errors.test.ts';

vi.mock('fastify', () => import('fastify-oldest'));
