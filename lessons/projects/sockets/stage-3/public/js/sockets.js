const socket = io();
