/** How far one leg of a call is. The last five are its end. */
export type CallLegState = 'ringing' | 'talking' | 'completed' | 'busy' | 'noAnswer' | 'failed' | 'cancelled';

/** A call has two legs: first the phone of the member rings, and when they answer, the phone of the contact. */
export type CallLeg = 'user' | 'contact';

export interface OutgoingCall {
  /** Ours: comes back with each report. */
  readonly callId: string;
  /** E.164: whose phone rings first. */
  readonly userPhone: string;
  /** E.164: who is dialled when the member answers. */
  readonly contactPhone: string;
}

/** What the provider says about a call when it is asked. */
export interface CallSight {
  readonly user: CallLegState;
  /** Null: the phone of the contact was not dialled. */
  readonly contact: { readonly providerCallId: string; readonly state: CallLegState; readonly seconds: number } | null;
}

/** What the provider tells about one leg by itself. */
export interface CallReport {
  /** Ours. */
  readonly callId: string;
  readonly leg: CallLeg;
  /** Of this leg. */
  readonly providerCallId: string;
  /** Of the first leg; null where the report does not name it. */
  readonly parentCallId: string | null;
  readonly state: CallLegState;
  /** Of a leg that ended: how long it was talked. */
  readonly seconds: number;
}
