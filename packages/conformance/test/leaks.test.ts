import { hosts, http2Hosts } from './hosts.ts';
import { searchLeaks } from './search-leaks.ts';

searchLeaks(hosts, http2Hosts);
