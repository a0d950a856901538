/**
 * The class `RpcTarget` of `cloudflare:workers`. Instances of subclasses are passed by reference: the other side gets a stub
 * whose methods call them.
 */
export class RpcTarget {}
