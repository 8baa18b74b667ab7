// Starts the game at the server that `?host=` names, by default the one that `godot/server.gd` is without a PORT.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.js'
import './styles.css'

const host = new URLSearchParams(location.search).get('host') ?? 'localhost:8084'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App host={host} />
  </StrictMode>,
)
