import { SignInController } from '../adapters/http/sign-in.controller.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { ServiceSignIn } from '../adapters/services/sign-in.js';
import { SignIn } from '../application/sign-in/ports.js';
import type { Area } from './area.js';

/** How accounts come in and leave. */
export const signIn: Area = {
  controllers: [SignInController],
  providers: [
    { provide: SignIn, inject: [ServiceCalls], useFactory: (calls: ServiceCalls) => new ServiceSignIn(calls) },
  ],
};
