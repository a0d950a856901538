/**
 * The class `RpcTarget` of `cloudflare:workers`: an object of a subclass goes by reference, so that the other side gets a stub
 * whose methods call it.
 */
export class RpcTarget {}
