import { ProviderError } from '../contracts/ProviderError.js';

/** How a person lets a sender use their mailbox: they sign in at the vendor, who sends them back with a code (RFC 6749, with PKCE). */
export interface SignIn {
  /** Where the person goes. `challenge`: the SHA-256 of the verifier, in base64url. */
  address(input: { readonly redirectUri: string; readonly state: string; readonly challenge: string }): Promise<string>;
  /** The lasting token that the vendor gives for its code. @throws ProviderError when it does not, or for less than sending needs */
  redeem(input: { readonly code: string; readonly redirectUri: string; readonly verifier: string }): Promise<string>;
}

/** Before anyone has signed in there is nothing to ask the vendor with. */
export function notSignedIn(vendor: string): ProviderError {
  return refusedSignIn(`Nobody has signed in with ${vendor} for this sender yet. Open its settings and sign in.`);
}

export function refusedSignIn(message: string): ProviderError {
  return new ProviderError({ kind: 'auth', scope: 'ours', step: 'login', message });
}
