import { z } from 'zod';

// The page's content security policy forbids eval: without this zod probes for it and the browser logs a violation.
z.config({ jitless: true });
