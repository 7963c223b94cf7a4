import './shell/no-eval.js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Desk } from './shell/desk.js';
import './shell/desk.css';

createRoot(document.getElementById('root') as HTMLElement).render(<StrictMode><Desk /></StrictMode>);
