// `npm start`: the whole system in one command. Options go to the program: --port, --data-dir, --no-ui, --help.
import { launch } from './launch.mjs';

await launch('dist/apps/standalone/main.js');
