"""Feishu (飞书): the same bot in Feishu groups and private chats, over lark-oapi's long connection."""
