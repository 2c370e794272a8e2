"""Run by a test in its own process: lark-oapi itself, unmodified, against the stand-in at argv[1].

Prints one JSON object: what its typed calls and its own long connection saw.
"""

import json
import sys
import threading

import lark_oapi as lark
from lark_oapi.api.im.v1 import (
    CreateMessageRequest,
    CreateMessageRequestBody,
    GetChatMembersRequest,
    PatchMessageRequest,
    PatchMessageRequestBody,
)

domain, app_id, secret, chat_id, card = sys.argv[1:]
client = lark.Client.builder().app_id(app_id).app_secret(secret).domain(domain).build()
body = (
    CreateMessageRequestBody.builder().receive_id(chat_id).msg_type("interactive").content(card).uuid("sdk-1")
)
create = CreateMessageRequest.builder().receive_id_type("chat_id").request_body(body.build()).build()
sent = client.im.v1.message.create(create)
again = client.im.v1.message.create(create)
patch = PatchMessageRequest.builder().message_id(sent.data.message_id)
patched = client.im.v1.message.patch(
    patch.request_body(PatchMessageRequestBody.builder().content(card).build()).build()
)
asked = GetChatMembersRequest.builder().chat_id(chat_id).member_id_type("open_id").page_size(20).build()
members = client.im.v1.chat_members.get(asked)
heard: list[str] = []
done = threading.Event()


def on_message(event: lark.im.v1.P2ImMessageReceiveV1) -> None:
    heard.append(event.event.message.content)
    done.set()


handler = lark.EventDispatcherHandler.builder("", "").register_p2_im_message_receive_v1(on_message).build()
link = lark.ws.Client(app_id, secret, event_handler=handler, domain=domain, log_level=lark.LogLevel.ERROR)
threading.Thread(target=link.start, daemon=True).start()
done.wait(20)
found = {
    "sent": sent.code,
    "same": sent.data.message_id == again.data.message_id,
    "patched": patched.code,
    "members": [one.name for one in members.data.items],
    "heard": heard,
    "paths": [create.uri, asked.uri, patch.build().uri],
}
sys.stdin.read()  # until the test has seen the acknowledgement
sys.stdout.write(json.dumps(found, ensure_ascii=False))
