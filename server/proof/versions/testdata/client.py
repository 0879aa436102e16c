# Exchanges a message with the echo, with Python's websockets, and then sends messages that are too big:
#   python3 client.py ws://host:port/echo
import asyncio
import sys

import websockets


async def main(url):
    async with websockets.connect(url) as socket:
        await socket.send("käse 🧀")
        assert await socket.recv() == "käse 🧀"
    async with websockets.connect(url) as socket:
        try:
            for _ in range(50):
                await socket.send(bytes(1 << 20))
            await socket.recv()
        except websockets.ConnectionClosed as closed:
            code = closed.rcvd and closed.rcvd.code
            assert code == 1009, f"messages that are too big end the connection with {code}"
    print("all went well")


asyncio.run(asyncio.wait_for(main(sys.argv[1]), 20))
