"""The messages this room itself sends: codes and notices on behalf of identity, and failed jobs."""

from __future__ import annotations

from bancheng.registers.messages.types import SMS, template

CODES = {
    "register": template(
        "identity.code_register",
        title="注册验证码",
        body="验证码 {code}，用于注册账号，{minutes} 分钟内有效。任何人向您索要验证码，都不要告诉。",
        channels=(SMS,),
    ),
    "reset": template(
        "identity.code_reset",
        title="重设密码验证码",
        body="验证码 {code}，用于重新设置密码，{minutes} 分钟内有效。不是您本人操作的，请不要理会。",
        channels=(SMS,),
    ),
}

JOB_FAILED = template(
    "jobs.failed",
    title="后台任务失败：{name}",
    body="后台任务“{name}”（编号 {job}）没有成功，已经试过 {attempts} 次。原因：{sentence}\n请打开任务页查看，处理后重新执行。",
)

REGISTERED = template(
    "identity.registered",
    title="账号已注册",
    body="您好，您的账号已经注册成功。办件有进展、需要您补正或者领取结果时，会在这里告诉您。请不要把密码和验证码告诉任何人。",
)

PASSWORD_CHANGED = template(
    "identity.password_changed",
    title="密码已修改",
    body="您的账号密码刚刚修改过，其他设备上的登录已经退出。不是您本人操作的，请马上用手机验证码重新设置密码，并拨打 12345。",
)

STANDS_IN = template(
    "identity.stands_in",
    title="请您代岗：{name}请假",
    body="{name}{starts}至{ends}请假。这几天由您作为 B 角办理他的岗位：{posts}。到时您的待办里会有这些岗位的办件。",
)

STANDS_IN_NO_MORE = template(
    "identity.stands_in_no_more",
    title="不用再代岗：{name}已销假",
    body="{name}已经销假，从{back}起自己办理岗位：{posts}。您代岗期间没有办完的，由他接着办。",
)
