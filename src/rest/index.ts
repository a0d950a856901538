export { createListingApi, type ListingApi } from "./api.js";
export type { AcceptedCredentials, Authenticate, Credentials, ListingApiOptions } from "./options.js";
