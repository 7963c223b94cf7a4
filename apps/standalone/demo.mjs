// `npm run demo`: a whole story, told over the public doors on an ephemeral data directory. Options: --data, --json, --help.
import { launch } from './launch.mjs';

await launch('dist/apps/standalone/demo/main.js');
