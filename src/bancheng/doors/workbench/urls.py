"""Every page of the workbench: address, view, access rule, title. Grouped as the rail is."""

from __future__ import annotations

from bancheng.doors.frame.pages import allowed, platform, public, staff
from bancheng.doors.frame.reading import reading
from bancheng.doors.workbench import converters, urls_bundle_cases, urls_bundles, urls_people, urls_plans, urls_projects  # noqa: F401
from bancheng.doors.workbench.accounts import tokens
from bancheng.doors.workbench.accounts import views as accounts
from bancheng.doors.workbench.assisting import views as assisting
from bancheng.doors.workbench.calendar import views as calendar
from bancheng.doors.workbench.cases import acts as case_acts
from bancheng.doors.workbench.cases import afterwards, asking, beside, detours, mending, replacing
from bancheng.doors.workbench.cases import views as cases
from bancheng.doors.workbench.cases.deciding import decide
from bancheng.doors.workbench.catalog import acts as item_acts
from bancheng.doors.workbench.catalog import batch, editions, gains, history, inheritance, natures, uniformity, upstream
from bancheng.doors.workbench.catalog import changes as item_changes
from bancheng.doors.workbench.catalog import views as catalog
from bancheng.doors.workbench.catalog.guide import attachments, materials, tabling, trying
from bancheng.doors.workbench.catalog.guide import publishing as guide_publishing
from bancheng.doors.workbench.catalog.guide import submitting as guide_submitting
from bancheng.doors.workbench.catalog.guide import views as guide
from bancheng.doors.workbench.catalog.lint import cleanup as lint_cleanup
from bancheng.doors.workbench.catalog.lint import views as lint_pages
from bancheng.doors.workbench.channels import views as channels
from bancheng.doors.workbench.commitments import views as commitments
from bancheng.doors.workbench.config import views as config
from bancheng.doors.workbench.consultations import views as consultations
from bancheng.doors.workbench.desk import duties
from bancheng.doors.workbench.desk import views as desk
from bancheng.doors.workbench.imports import views as imports
from bancheng.doors.workbench.inbox import views as inbox
from bancheng.doors.workbench.intake import acceptance, commitment, filing, looking, tolerating, visitors
from bancheng.doors.workbench.intake import files as case_files
from bancheng.doors.workbench.intake import materials as intake_materials
from bancheng.doors.workbench.interchange import views as interchange
from bancheng.doors.workbench.jobs import views as jobs
from bancheng.doors.workbench.journal import views as journal
from bancheng.doors.workbench.lists_kept import commissions, intermediaries, proofs, standards
from bancheng.doors.workbench.lists_once import chain, cross, modes, ranking, standing
from bancheng.doors.workbench.measures import views as measures
from bancheng.doors.workbench.organisations import acts as organ_acts
from bancheng.doors.workbench.organisations import views as organisations
from bancheng.doors.workbench.pages import page
from bancheng.doors.workbench.parcels import views as parcels
from bancheng.doors.workbench.payments import reconciling
from bancheng.doors.workbench.payments import views as payments
from bancheng.doors.workbench.people import views as people
from bancheng.doors.workbench.ratings import views as ratings
from bancheng.doors.workbench.results import views as results
from bancheng.doors.workbench.rules import views as rules
from bancheng.doors.workbench.saved import views as saved
from bancheng.doors.workbench.searching import misses, synonyms
from bancheng.doors.workbench.staff import acts as staff_acts
from bancheng.doors.workbench.staff import views as staff_pages
from bancheng.doors.workbench.supervision import deviations
from bancheng.doors.workbench.supervision import views as supervision

app_name = "workbench"
FORM = "parts/form_page.html"

see_items, edit_items = allowed("catalog.view"), allowed("catalog.edit")
publish_items, import_items = allowed("catalog.publish"), allowed("catalog.import")
see_organs, edit_organs = allowed("organisations.view"), allowed("organisations.edit")
see_staff, edit_staff, grant_roles = allowed("staff.view"), allowed("staff.edit"), allowed("roles.grant")
see_calendar, edit_calendar = allowed("calendar.view"), platform("calendar.edit")
see_rules, edit_rules = allowed("rules.view"), allowed("rules.edit")
see_jobs, run_jobs = platform("jobs.view"), platform("jobs.retry")
see_journal, verify_journal = platform("journal.view"), platform("journal.verify")
see_cases, supervise = allowed("cases.view"), allowed("cases.supervise")
take_in, hand_out = allowed("cases.take_in"), allowed("cases.deliver")
check_commitments = allowed("cases.check")
natures_desk, unmask = allowed("natures.edit"), allowed("people.unmask")
see_lists, edit_lists = allowed("lists.view"), allowed("lists.edit")
keep_proofs, keep_services = allowed("lists.proofs"), allowed("lists.intermediaries")
keep_standards, commission_services = allowed("lists.standards"), allowed("lists.commission")
review_lists, receive_lists = allowed("lists.review"), allowed("lists.receive")
see_bills, give_back = allowed("payments.view"), allowed("payments.refund")
reconcile, keep_codes = allowed("payments.reconcile"), allowed("payments.codes")
answer_units = allowed("cases.answer")
edit_channels = allowed("channels.edit")
edit_searches, edit_synonyms = allowed("searches.edit"), platform("searches.edit")

# One page a line, so that the list reads as a map.
# fmt: off
urlpatterns = [
    # 登录
    page("login/", accounts.sign_in, "login", title="工作人员登录", access=public(), template="accounts/login.html"),
    page("logout/", accounts.sign_out, "logout", title="退出", access=public()),
    page("password/", accounts.password, "password", title="修改密码", access=staff(), template=FORM),
    page("keys/", accounts.keys, "keys", title="快捷键", access=staff(), template="accounts/keys.html"),
    page("reading/", reading, "reading", title="阅读方式", access=staff()),
    page("tokens/", tokens.tokens, "tokens", title="接口令牌", access=allowed("api.use"), template="accounts/tokens.html"),
    page("tokens/<pk:pk>/revoke/", tokens.revoke, "token-revoke", title="停用令牌", access=allowed("api.use"), template=FORM),
    # 我的工作台
    page("", desk.desk, "desk", title="我的工作台", access=staff(), template="desk/desk.html"),
    page("duties/<pk:pk>/", duties.duty, "duty", title="限期任务", access=allowed("duties.view"), template="desk/duty.html"),
    page("duties/<pk:pk>/close/", duties.close, "duty-close", title="办结限期任务", access=allowed("duties.close"), template=FORM),
    page("inbox/", inbox.inbox, "inbox", title="消息", access=staff(), template="inbox/list.html"),
    page("inbox/<pk:pk>/", inbox.message, "message", title="消息", access=staff(), template="inbox/message.html"),
    # 常用筛选
    page("saved/<slug:key>/", saved.listed, "saved", title="常用筛选", access=staff(), template="saved/list.html"),
    page("saved/<slug:key>/add/", saved.add, "saved-add", title="保存筛选", access=staff(), template=FORM),
    page("saved/filters/<pk:pk>/rename/", saved.rename, "saved-rename", title="改名", access=staff(), template=FORM),
    page("saved/filters/<pk:pk>/drop/", saved.drop, "saved-drop", title="删去常用筛选", access=staff(), template=FORM),
    # 待办、授权、首问、责任
    *urls_people.PAGES,
    # 待办和办件
    page("cases/", cases.listed, "cases", title="办件", access=see_cases, template="cases/list.html"),
    page("cases/export/<str:form>/", cases.export, "cases-export", title="导出办件", access=see_cases),
    page("cases/<slug:case>/", cases.case, "case", title="办件", access=see_cases, template="cases/case.html"),
    page("cases/<slug:case>/charge/", payments.charge, "case-charge", title="开缴款单", access=take_in, template=FORM),
    # 缴费
    page("bills/", payments.listed, "bills", title="缴款单", access=see_bills, template="payments/list.html"),
    page("bills/export/<str:form>/", payments.export, "bills-export", title="导出缴款单", access=see_bills),
    page("bills/callbacks/", reconciling.callbacks, "callbacks", title="收款通知", access=see_bills, template="payments/callbacks.html"),
    page("bills/<slug:number>/", payments.bill, "pay-bill", title="缴款单", access=see_bills, template="payments/bill.html"),
    page("bills/<slug:number>/refund/", payments.refund, "bill-refund", title="退款", access=give_back, template=FORM),
    page("bills/<slug:number>/refund/<slug:refund>/", payments.retry, "refund-retry", title="再次退款", access=give_back, template=FORM),
    page("bills/<slug:number>/void/", payments.void, "bill-void", title="作废缴款单", access=give_back, template=FORM),
    page("bills/<slug:number>/tickets/<slug:ticket>/", payments.ticket, "bill-ticket", title="电子票据", access=see_bills),
    page("fees/", reconciling.codes, "fee-codes", title="收费项目编码", access=see_bills, template="payments/codes.html"),
    page("fees/<pk:item>/<pk:line>/", reconciling.enter_code, "fee-code", title="登记非税项目编码", access=keep_codes, template=FORM),
    page("reconciliation/", reconciling.days, "reconciliation", title="对账", access=reconcile, template="payments/days.html"),
    page("reconciliation/run/", reconciling.run, "reconciliation-run", title="重新对账", access=reconcile, template=FORM),
    page("reconciliation/export/<str:form>/", reconciling.export, "reconciliation-export", title="导出对账差异", access=reconcile),
    page("reconciliation/differences/<pk:key>/", reconciling.settle, "difference", title="处理差异", access=reconcile, template=FORM),
    page("reconciliation/<day:day>/", reconciling.day, "reconciliation-day", title="对账", access=reconcile, template="payments/days.html"),
    page("cases/<slug:case>/review/", case_acts.review, "case_review", title="审查", access=see_cases, template="cases/review.html"),
    page("cases/<slug:case>/talks/", beside.talks, "case_talks", title="留言和备注", access=see_cases, template="cases/talks.html"),
    page("cases/<slug:case>/alike/", beside.alike, "case_alike", title="类案", access=see_cases, template="cases/alike.html"),
    page("cases/<slug:case>/verify/", beside.verify, "case_verify", title="核验", access=see_cases, template="cases/verify.html"),
    page("cases/<slug:case>/send-back/", case_acts.send_back, "case_send_back", title="退回前一环节", access=see_cases, template=FORM),
    page("cases/<slug:case>/procedure/", detours.start, "case_procedure", title="启动特别程序", access=see_cases, template=FORM),
    page("cases/<slug:case>/procedure/end/", detours.end, "case_procedure_end", title="结束特别程序", access=see_cases, template=FORM),
    page("cases/<slug:case>/replace-licence/", replacing.replace, "case_replace_licence", title="换发证照", access=see_cases, template=FORM),
    page("cases/<slug:case>/mend/", mending.mend, "case_mend", title="当场更正", access=see_cases, template=FORM),
    page("cases/<slug:case>/hearing/", detours.record, "case_hearing", title="制作听证笔录", access=see_cases, template=FORM),
    page("cases/<slug:case>/extend/", detours.extend, "case_extend", title="延长办理期限", access=see_cases, template=FORM),
    page("cases/<slug:case>/pre-review/", asking.pre_review, "case_pre_review", title="预审通过", access=see_cases, template=FORM),
    page("cases/<slug:case>/check-in/", asking.check_in, "case_check_in", title="登记到窗口", access=take_in),
    page("cases/<slug:case>/consult/", asking.consult, "case_consult", title="征求意见", access=see_cases, template=FORM),
    page("cases/<slug:case>/answer/", asking.answer, "case_answer", title="答复征求意见", access=answer_units, template=FORM),
    page("cases/<slug:case>/withdrawal/consent/", asking.consent, "case_consent", title="同意撤回", access=see_cases, template=FORM),
    page("cases/<slug:case>/withdrawal/decline/", asking.decline, "case_decline", title="不同意撤回", access=see_cases, template=FORM),
    page("consultations/", consultations.listed, "consultations", title="征求意见", access=answer_units, template="consultations/list.html"),
    page("consultations/export/<str:form>/", consultations.export, "consultations-export", title="导出征求意见", access=answer_units),
    page("cases/<slug:case>/decide/", decide, "case_decide", title="作出决定", access=see_cases, template="cases/decide.html"),
    page("cases/<slug:case>/correct/", afterwards.correct, "case_correct", title="更正决定书", access=see_cases, template=FORM),
    page("cases/<slug:case>/revoke/", afterwards.revoke, "case_revoke", title="撤销决定", access=see_cases, template=FORM),
    page("cases/<slug:case>/export/<str:form>/", afterwards.export, "case-export", title="导出办件", access=see_cases),
    page("cases/<slug:case>/originals/", afterwards.originals, "case-originals", title="原件", access=see_cases, template="cases/originals.html"),
    page("cases/<slug:case>/originals/<pk:pk>/return/", afterwards.original_back, "original-back", title="退还原件", access=see_cases, template=FORM),
    page("cases/<slug:case>/deliver/", case_acts.deliver, "case_deliver", title="送达", access=see_cases, template=FORM),
    page("cases/<slug:case>/close/", case_acts.close, "case_close", title="办结", access=see_cases, template=FORM),
    page("cases/<slug:case>/urge/", case_acts.urge, "case_urge", title="催办", access=see_cases, template=FORM),
    # 告知承诺
    page("commitments/", commitments.listed, "commitments", title="告知承诺核查", access=check_commitments, template="commitments/list.html"),
    page("commitments/credit/", commitments.credit, "credit-records", title="信用报送记录", access=check_commitments, template="commitments/credit.html"),
    page("commitments/credit/<pk:pk>/again/", commitments.send_again, "credit-again", title="重新报送", access=allowed("cases.decide"), template=FORM),
    page("commitments/<pk:pk>/", commitments.check, "commitment", title="核查告知承诺", access=check_commitments, template="commitments/check.html"),
    page("commitments/<pk:pk>/outcome/", commitments.record, "commitment-record", title="登记核查结果", access=check_commitments, template=FORM),
    # 受理、文书和文件
    page("cases/<slug:case>/accept/", acceptance.accept, "case_accept", title="受理", access=take_in, template="intake/desk.html"),
    page("cases/<slug:case>/supplement/", acceptance.supplement, "case_supplement", title="一次性告知", access=take_in, template="intake/gaps.html"),
    page("cases/<slug:case>/not-accept/", acceptance.not_accept, "case_not_accept", title="不予受理", access=take_in, template="intake/refuse.html"),
    page("cases/<slug:case>/tolerance/", tolerating.tolerance, "case_tolerance", title="容缺受理", access=take_in, template="intake/tolerance.html"),
    page("cases/<slug:case>/make-up/", tolerating.make_up, "case_make_up", title="补齐容缺材料", access=take_in, template="intake/make_up.html"),
    page("cases/<slug:case>/materials/<pk:line>/check/", looking.material, "case_material", title="核验材料", access=take_in, template="intake/material.html"),
    page("cases/<slug:case>/papers/", acceptance.papers, "case_papers", title="文书", access=see_cases, template="intake/papers.html"),
    page("cases/<slug:case>/files/<slug:file>/", case_files.case_file, "case_file", title="材料文件", access=see_cases),
    page("papers/<str:number>/", case_files.paper, "paper", title="文书", access=see_cases),
    # 综合受理
    page("intake/", visitors.who, "intake", title="综合受理", access=take_in, template="intake/who.html"),
    page("intake/at/<str:handle>/", visitors.visit, "intake-visit", title="综合受理", access=take_in, template="intake/visit.html"),
    page("intake/at/<str:handle>/for/", visitors.acting_for, "intake-for", title="换办理身份", access=take_in, template="intake/visit.html"),
    page("intake/at/<str:handle>/start/", visitors.start, "intake-start", title="开始办理", access=take_in, template=FORM),
    page("intake/<slug:case>/", filing.file, "intake-file", title="综合受理", access=take_in, template="intake/file.html"),
    page("intake/<slug:case>/commitment/", commitment.commitment, "intake-commitment", title="告知承诺书", access=take_in, template="intake/commitment.html"),
    page("intake/<slug:case>/submit/", filing.submit, "intake-submit", title="收件", access=take_in, template="intake/file.html"),
    page("intake/<slug:case>/applicant/", filing.applicant, "intake-applicant", title="换办理身份", access=take_in, template=FORM),
    page("intake/<slug:case>/refresh/", filing.refresh, "intake-refresh", title="按现行指南更新", access=take_in),
    page("intake/<slug:case>/discard/", filing.discard, "intake-discard", title="删除草稿", access=take_in, template=FORM),
    page("intake/<slug:case>/materials/<pk:line>/", intake_materials.act, "intake-material", title="收材料", access=take_in),
    # 远程协助
    page("assist/", assisting.listed, "assist", title="远程协助", access=allowed("cases.assist"), template="assisting/list.html"),
    page("assist/<slug:key>/", assisting.help_, "assist-help", title="远程协助", access=allowed("cases.assist"), template="assisting/help.html"),
    # 统一出件
    # 快递收寄
    page("parcels/", parcels.listed, "parcels", title="快递收寄", access=see_cases, template="parcels/list.html"),
    page("parcels/take/", parcels.take, "parcel-take", title="登记来件", access=take_in, template=FORM),
    page("parcels/<slug:key>/attach/", parcels.attach, "parcel-attach", title="关联办件", access=take_in, template=FORM),
    page("parcels/<slug:key>/cancel/", parcels.cancel, "parcel-cancel", title="取消寄送", access=hand_out, template=FORM),
    page("results/", results.listed, "results", title="统一出件", access=hand_out, template="results/list.html"),
    page("results/<slug:case>/", results.result, "result", title="出件", access=hand_out, template="results/result.html"),
    page("results/<slug:case>/deliver/", results.deliver, "result-deliver", title="送达", access=hand_out, template="results/result.html"),
    page("results/<slug:case>/ship/", parcels.ship, "result-ship", title="寄送结果", access=hand_out, template=FORM),
    page("results/<slug:case>/reissue/<pk:pk>/", results.reissue, "result-reissue", title="补发证照", access=hand_out, template=FORM),
    page("results/<slug:case>/print/", results.print_licence, "result-print", title="打印证照", access=hand_out),
    page("results/<slug:case>/collect/", results.collect, "result-collect", title="领取登记", access=hand_out, template="results/result.html"),
    page("results/<slug:case>/return/", results.attach_return, "result-return", title="登记送达回证", access=hand_out, template=FORM),
    page("results/<slug:case>/close/", results.close, "result-close", title="办结", access=hand_out, template=FORM),
    # 一件事办件和窗口
    *urls_bundle_cases.PAGES,
    # 办件统计
    page("measures/", measures.paper, "measures", title="纸质材料占比", access=see_cases, template="measures/paper.html"),
    page("measures/export/<str:form>/", measures.paper_export, "measures-export", title="导出纸质材料占比", access=see_cases),
    page("measures/channels/", measures.channels, "measures-channels", title="线上线下对比", access=see_cases, template="measures/channels.html"),
    page("measures/channels/<pk:item>/", measures.compare, "measures-compare", title="线上线下对比", access=see_cases, template="measures/compare.html"),
    page("measures/channels/<pk:item>/export/<str:form>/", measures.compare_export, "measures-compare-export", title="导出线上线下对比", access=see_cases),
    # 电子监察
    page("supervision/", supervision.overview, "supervision", title="监察总览", access=supervise, template="supervision/overview.html"),
    page("supervision/export/<str:form>/", supervision.export, "supervision-export", title="导出在办办件", access=supervise),
    page("supervision/findings/", supervision.findings, "findings", title="监察发现", access=allowed("supervision.view"), template="supervision/findings.html"),
    page("supervision/findings/export/<str:form>/", supervision.findings_export, "findings-export", title="导出监察发现", access=allowed("supervision.view")),
    page("supervision/deviations/", deviations.listed, "deviations", title="偏离系统建议", access=supervise, template="supervision/deviations.html"),
    page("supervision/deviations/export/<str:form>/", deviations.export, "deviations-export", title="导出偏离系统建议", access=supervise),
    page("supervision/cases/<slug:case>/", supervision.case, "supervised_case", title="全过程日志", access=supervise, template="supervision/case.html"),
    # 好差评
    page("ratings/", ratings.listed, "ratings", title="好差评", access=allowed("ratings.view"), template="ratings/list.html"),
    page("ratings/export/<str:form>/", ratings.export, "ratings-export", title="导出好差评", access=allowed("ratings.view")),
    # 事项目录
    page("items/", catalog.items, "items", title="事项目录", access=see_items, template="catalog/list.html"),
    page("items/export/<str:form>/", catalog.export, "items-export", title="导出事项目录", access=see_items),
    page("items/publish/", batch.publish, "items-publish", title="成批发布", access=publish_items, template="catalog/batch.html"),
    page("items/publish/<pk:pk>/", batch.report, "batch-report", title="成批发布", access=publish_items, template="catalog/batch_report.html"),
    page("items/gains/", gains.board, "gains", title="精简成效", access=see_items, template="catalog/gains.html"),
    page("items/gains/export/<str:form>/", gains.export, "gains-export", title="导出精简成效", access=see_items),
    page("items/create/", item_acts.create, "item-create", title="登记事项", access=edit_items, template=FORM),
    page("items/assign/", item_acts.assign, "items-assign", title="批量赋码", access=edit_items, template=FORM),
    page("items/<pk:pk>/", catalog.item, "item", title="事项", access=see_items, template="catalog/item.html"),
    page("items/<pk:pk>/change/", item_acts.change, "item-change", title="修改事项", access=edit_items, template=FORM),
    page("items/<pk:pk>/suspend/", item_acts.suspend, "item-suspend", title="暂停事项", access=publish_items, template=FORM),
    page("items/<pk:pk>/cancel/", item_acts.cancel, "item-cancel", title="取消事项", access=publish_items, template=FORM),
    page("items/<pk:pk>/versions/<pk:number>/", history.version, "version", title="指南版本", access=see_items, template="catalog/version.html"),
    page("items/<pk:pk>/versions/compare/", history.compare, "versions-compare", title="比较版本", access=see_items, template="catalog/versions.html"),
    page("items/<pk:pk>/versions/<pk:number>/restore/", history.restore, "version-restore", title="回退到这一版", access=publish_items, template="catalog/restore.html"),
    page("items/<pk:pk>/versions/<pk:number>/withdraw/", item_acts.withdraw, "version-withdraw", title="撤下指南", access=publish_items, template=FORM),
    page("items/<pk:pk>/guide/json/", guide.whole, "guide-json", title="编辑指南（高级）", access=edit_items, template="catalog/json.html"),
    page("items/<pk:pk>/guide/compare/", guide.compare, "guide-compare", title="比较两版", access=see_items, template="catalog/compare.html"),
    page("items/<pk:pk>/guide/drop/", guide.drop, "guide-drop", title="放弃草稿", access=edit_items, template=FORM),
    page("items/<pk:pk>/guide/materials/add/", materials.material, "material-add", title="加一份材料", access=edit_items, template="catalog/material.html"),
    page("items/<pk:pk>/guide/materials/<pk:index>/", materials.material, "material", title="修改材料", access=edit_items, template="catalog/material.html"),
    page("items/<pk:pk>/guide/materials/add/preview/", materials.panel, "material-add-panel", title="群众看到的", access=edit_items, template="catalog/guide/panel.html"),
    page("items/<pk:pk>/guide/materials/<pk:index>/preview/", materials.panel, "material-panel", title="群众看到的", access=edit_items, template="catalog/guide/panel.html"),
    page("items/<pk:pk>/guide/materials/<pk:index>/act/", materials.act, "material-act", title="移动或删去材料", access=edit_items, template=FORM),
    page("items/<pk:pk>/guide/materials/<pk:index>/files/", attachments.add, "material-file-add", title="上传空白表格或样表", access=edit_items),
    page("items/<pk:pk>/guide/materials/<pk:index>/files/<slug:digest>/", attachments.file, "material-file", title="空白表格或样表", access=see_items),
    page("items/<pk:pk>/guide/materials/<pk:index>/files/<slug:digest>/remove/", attachments.remove, "material-file-remove", title="删去文件", access=edit_items, template=FORM),
    page("items/<pk:pk>/guide/situations/", tabling.table, "guide-situations", title="情形表", access=edit_items, template="catalog/guide/situations.html"),
    page("items/<pk:pk>/guide/try/", trying.tried, "guide-try", title="试一件", access=edit_items, template="catalog/guide/try.html"),
    page("items/<pk:pk>/guide/print/", guide_publishing.paper, "guide-print", title="打印草稿", access=see_items, template="catalog/guide/print.html"),
    page("items/<pk:pk>/guide/publish/", guide_publishing.publish, "guide-publish", title="发布指南", access=publish_items, template="catalog/guide/publish.html"),
    page("items/<pk:pk>/guide/submit/", guide_submitting.submit, "guide-submit", title="送审", access=edit_items, template="catalog/guide/submit.html"),
    page("items/<pk:pk>/guide/recall/", guide_submitting.recall, "guide-recall", title="撤回送审", access=edit_items, template=FORM),
    page("items/<pk:pk>/guide/<slug:key>/preview/", guide.panel, "guide-panel", title="群众看到的", access=edit_items, template="catalog/guide/panel.html"),
    page("items/<pk:pk>/guide/<slug:key>/", guide.edit, "guide-edit", title="编辑指南", access=edit_items, template="catalog/section.html"),
    page("items/<pk:pk>/levels/", inheritance.levels, "item-levels", title="各级对照", access=see_items, template="catalog/levels.html"),
    page("items/<pk:pk>/record/<slug:kind>/", item_changes.record, "item-record", title="登记变更", access=publish_items, template="catalog/record.html"),
    page("basics/", inheritance.basics, "basics", title="基本目录", access=see_items, template="catalog/basics.html"),
    page("basics/<slug:code>/", inheritance.basic, "basic", title="基本目录事项", access=see_items, template="catalog/basic.html"),
    page("basics/<slug:code>/change/", inheritance.change, "basic-change", title="调整基本目录事项", access=edit_items, template=FORM),
    page("basics/<slug:code>/take-over/", inheritance.take_over, "basic-take-over", title="采用基本目录的内容", access=edit_items, template=FORM),
    page("uniformity/", uniformity.listed, "uniformity", title="要素统一性", access=see_items, template="catalog/uniformity.html"),
    page("uniformity/compare/", uniformity.compare, "uniformity-compare", title="重新比对", access=see_items),
    page("uniformity/export/<str:form>/", uniformity.export, "uniformity-export", title="导出要素统一性", access=see_items),
    page("upstream/", upstream.listed, "upstream", title="上级清单", access=see_items, template="catalog/upstream.html"),
    page("upstream/create/", upstream.create, "upstream-create", title="登记清单条目", access=edit_items, template=FORM),
    page("upstream/import/", editions.upload, "upstream-import", title="导入清单", access=edit_items, template=FORM),
    page("upstream/<pk:pk>/", upstream.entry, "upstream-entry", title="清单条目", access=see_items, template="catalog/upstream_entry.html"),
    page("upstream/<pk:pk>/mark/", upstream.mark, "upstream-mark", title="登记清单变动", access=edit_items, template=FORM),
    page("reviews/", upstream.reviews, "reviews", title="待复核", access=see_items, template="catalog/reviews.html"),
    page("reviews/<pk:pk>/close/", upstream.close, "review-close", title="办结复核", access=edit_items, template=FORM),
    page("changes/", item_changes.listed, "changes", title="事项变更", access=see_items, template="catalog/changes.html"),
    page("changes/export/<str:form>/", item_changes.export, "changes-export", title="导出事项变更", access=see_items),
    page("changes/<slug:number>/", item_changes.change, "change", title="变更公告", access=see_items, template="catalog/change.html"),
    page("changes/<slug:number>/withdraw/", item_changes.withdraw, "change-withdraw", title="撤回变更", access=publish_items, template=FORM),
    # 一件事编排
    *urls_bundles.PAGES,
    *urls_plans.PAGES,
    *urls_projects.PAGES,
    # 指南质检
    page("lint/", lint_pages.listed, "lint", title="指南质检", access=see_items, template="lint/list.html"),
    page("lint/items/<pk:pk>/", lint_pages.item, "lint-item", title="事项质检", access=see_items, template="lint/item.html"),
    page("lint/reviews/<pk:pk>/", lint_pages.judge, "lint-judge", title="复核疑似变相恢复", access=publish_items, template=FORM),
    page("lint/<pk:pk>/", lint_pages.run, "lint-run", title="质检结果", access=see_items, template="lint/run.html"),
    page("lint/<pk:pk>/export/<str:form>/", lint_pages.export, "lint-export", title="导出质检结果", access=see_items),
    page("lint/<pk:pk>/cleanup/", lint_cleanup.report, "lint-cleanup", title="清理报告", access=see_items, template="lint/cleanup.html"),
    page("lint/<pk:pk>/cleanup/retire/", lint_cleanup.retire, "lint-retire", title="清理没有法定依据的材料和盖章", access=edit_items, template=FORM),
    page("lint/<pk:pk>/cleanup/export/<str:form>/", lint_cleanup.export, "lint-cleanup-export", title="导出清理报告", access=see_items),
    # 同义词和无结果搜索
    page("synonyms/", synonyms.listed, "synonyms", title="同义词", access=see_items, template="searching/synonyms.html"),
    page("synonyms/add/", synonyms.add, "synonym-add", title="增加同义词", access=edit_synonyms, template=FORM),
    page("synonyms/upload/", synonyms.upload, "synonyms-upload", title="导入同义词", access=edit_synonyms, template="searching/upload.html"),
    page("synonyms/export/<str:form>/", synonyms.export, "synonyms-export", title="导出同义词", access=see_items),
    page("synonyms/<pk:pk>/", synonyms.change, "synonym-change", title="修改同义词", access=edit_synonyms, template=FORM),
    page("synonyms/<pk:pk>/remove/", synonyms.remove, "synonym-remove", title="删除同义词", access=edit_synonyms, template=FORM),
    page("searches/", misses.listed, "searches", title="无结果搜索", access=see_items, template="searching/misses.html"),
    page("searches/export/<str:form>/", misses.export, "searches-export", title="导出无结果搜索", access=see_items),
    page("searches/<pk:pk>/", misses.settle, "search-miss", title="处理无结果搜索", access=edit_searches, template=FORM),
    page("natures/", natures.listed, "natures", title="事项性质", access=natures_desk, template="catalog/natures.html"),
    page("natures/<slug:code>/", natures.change, "nature-change", title="修改事项性质", access=natures_desk, template=FORM),
    page("natures/<slug:code>/remove/", natures.remove, "nature-remove", title="删除事项性质", access=natures_desk, template=FORM),
    # 一次办妥
    page("once/", modes.listed, "once", title="一次办妥", access=see_lists, template="lists_once/modes.html"),
    page("once/export/<str:form>/", modes.export, "once-export", title="导出办理模式", access=see_lists),
    page("once/items/<pk:pk>/", modes.item, "once-item", title="办理模式", access=see_lists, template="lists_once/item.html"),
    page("once/items/<pk:pk>/confirm/", modes.confirm, "once-confirm", title="认定模式", access=edit_lists, template=FORM),
    page("once/items/<pk:pk>/leave/", modes.leave, "once-leave", title="移出负面清单", access=edit_lists, template=FORM),
    page("once/items/<pk:pk>/except/", standing.except_item, "once-except", title="不上平台的例外", access=publish_items, template=FORM),
    page("once/negative/", modes.negative, "once-negative", title="负面清单", access=see_lists, template="lists_once/negative.html"),
    page("once/negative/export/<str:form>/", modes.negative_export, "once-negative-export", title="导出负面清单", access=see_lists),
    page("once/batches/", chain.batches, "once-batches", title="清单批次", access=see_lists, template="lists_once/batches.html"),
    page("once/batches/open/", chain.open_batch, "once-batch-open", title="布置一批清单", access=review_lists, template=FORM),
    page("once/batches/<pk:pk>/", chain.batch, "once-batch", title="清单批次", access=see_lists, template="lists_once/batch.html"),
    page("once/batches/<pk:pk>/export/<str:form>/", chain.batch_export, "once-batch-export", title="导出报送情况", access=see_lists),
    page("once/units/<pk:pk>/", chain.unit, "once-unit", title="单位清单", access=see_lists, template="lists_once/unit.html"),
    page("once/units/<pk:pk>/remove/<pk:item>/", chain.remove, "once-remove", title="移出清单", access=edit_lists, template=FORM),
    page("once/units/<pk:pk>/submit/", chain.submit, "once-submit", title="提交编办审核", access=edit_lists, template=FORM),
    page("once/units/<pk:pk>/approve/", chain.approve, "once-approve", title="审核通过", access=review_lists, template=FORM),
    page("once/units/<pk:pk>/send-back/", chain.send_back, "once-send-back", title="退回清单", access=review_lists, template=FORM),
    page("once/inbox/", chain.inbox, "once-inbox", title="收到的清单", access=receive_lists, template="lists_once/inbox.html"),
    page("once/candidates/", ranking.ranked, "once-candidates", title="候选排序", access=see_lists, template="lists_once/candidates.html"),
    page("once/candidates/export/<str:form>/", ranking.export, "once-candidates-export", title="导出候选排序", access=see_lists),
    page("once/candidates/counts/", ranking.enter, "once-counts", title="录入年度办件量", access=edit_lists, template=FORM),
    page("once/stars/", standing.stars, "once-stars", title="星级看板", access=see_lists, template="lists_once/stars.html"),
    page("once/stars/export/<str:form>/", standing.stars_export, "once-stars-export", title="导出星级看板", access=see_lists),
    page("once/coverage/", standing.coverage, "once-coverage", title="上平台情况", access=see_lists, template="lists_once/coverage.html"),
    page("once/coverage/export/<str:form>/", standing.coverage_export, "once-coverage-export", title="导出未上平台事项", access=see_lists),
    page("once/checks/", standing.checks, "once-checks", title="标准化自查", access=see_lists, template="lists_once/checks.html"),
    page("once/checks/<pk:pk>/", standing.check, "once-check", title="标准化自查", access=see_lists, template="lists_once/check.html"),
    page("once/checks/<pk:pk>/export/<str:form>/", standing.check_export, "once-check-export", title="导出自查结果", access=see_lists),
    page("once/cross/", cross.board, "once-cross", title="跨省通办", access=see_lists, template="lists_once/cross.html"),
    page("once/cross/export/<str:form>/", cross.export, "once-cross-export", title="导出跨省通办进展", access=see_lists),
    page("once/cross/add/", cross.add, "once-cross-add", title="增加目标事项", access=review_lists, template=FORM),
    page("once/cross/<pk:pk>/withdraw/", cross.withdraw, "once-cross-withdraw", title="移出目标事项", access=review_lists, template=FORM),
    # 事项导入
    page("imports/", imports.listed, "imports", title="事项导入", access=import_items, template="imports/list.html"),
    page("imports/<pk:pk>/", imports.run, "import", title="事项导入", access=import_items, template="imports/run.html"),
    page("imports/<pk:pk>/report/<str:form>/", imports.download, "import-report", title="下载导入结果", access=import_items),
    page("imports/<pk:pk>/leftover/<str:form>/", imports.leftover, "import-leftover", title="没有采用的内容", access=import_items),
    # 证明、中介服务、标准
    page("proofs/", proofs.listed, "proofs", title="证明事项清单", access=see_lists, template="lists_kept/list.html"),
    page("proofs/export/<str:form>/", proofs.export, "proofs-export", title="导出证明事项清单", access=see_lists),
    page("proofs/create/", proofs.create, "proof-create", title="列入一项证明", access=keep_proofs, template=FORM),
    page("proofs/event/", proofs.event, "proof-event", title="登记证明事项变动", access=see_lists, template=FORM),
    page("proofs/<pk:pk>/", proofs.proof, "proof", title="证明事项", access=see_lists, template="lists_kept/page.html"),
    page("proofs/<pk:pk>/correct/", proofs.correct, "proof-correct", title="更正证明事项", access=keep_proofs, template=FORM),
    page("proofs/<pk:pk>/cancel/", proofs.cancel, "proof-cancel", title="取消证明事项", access=keep_proofs, template=FORM),
    page("intermediaries/", intermediaries.listed, "intermediaries", title="中介服务事项清单", access=see_lists, template="lists_kept/list.html"),
    page("intermediaries/export/<str:form>/", intermediaries.export, "intermediaries-export", title="导出中介服务事项清单", access=see_lists),
    page("intermediaries/create/", intermediaries.create, "intermediary-create", title="列入一项中介服务", access=keep_services, template=FORM),
    page("intermediaries/firms/", intermediaries.firms, "firms", title="中介机构", access=see_lists, template="lists_kept/list.html"),
    page("intermediaries/firms/export/<str:form>/", intermediaries.firms_export, "firms-export", title="导出中介机构", access=see_lists),
    page("intermediaries/firms/create/", intermediaries.firm_create, "firm-create", title="登记中介机构", access=keep_services, template=FORM),
    page("intermediaries/firms/<pk:pk>/", intermediaries.firm, "firm", title="中介机构", access=see_lists, template="lists_kept/page.html"),
    page("intermediaries/firms/<pk:pk>/offer/", intermediaries.firm_offer, "firm-offer", title="增加承接的服务", access=keep_services, template=FORM),
    page("intermediaries/firms/<pk:pk>/remove/", intermediaries.firm_remove, "firm-remove", title="中介机构退出", access=keep_services, template=FORM),
    page("intermediaries/commissions/", commissions.listed, "commissions", title="竞争性委托", access=see_lists, template="lists_kept/list.html"),
    page("intermediaries/commissions/create/", commissions.create, "commission-create", title="为本单位委托", access=commission_services, template=FORM),
    page("intermediaries/commissions/<slug:number>/", commissions.commission, "commission", title="竞争性委托", access=see_lists, template="lists_kept/page.html"),
    page("intermediaries/commissions/<slug:number>/award/", commissions.award, "commission-award", title="选定机构", access=commission_services, template=FORM),
    page("intermediaries/commissions/<slug:number>/cancel/", commissions.cancel, "commission-cancel", title="撤销委托", access=commission_services, template=FORM),
    page("intermediaries/<pk:pk>/", intermediaries.service, "intermediary", title="中介服务事项", access=see_lists, template="lists_kept/page.html"),
    page("intermediaries/<pk:pk>/correct/", intermediaries.correct, "intermediary-correct", title="更正中介服务事项", access=keep_services, template=FORM),
    page("intermediaries/<pk:pk>/cancel/", intermediaries.cancel, "intermediary-cancel", title="取消中介服务事项", access=keep_services, template=FORM),
    page("standards/", standards.listed, "standards", title="服务标准", access=see_lists, template="lists_kept/list.html"),
    page("standards/create/", standards.create, "standard-create", title="登记标准", access=keep_standards, template=FORM),
    page("standards/<pk:pk>/", standards.standard, "standard", title="服务标准", access=see_lists, template="lists_kept/page.html"),
    page("standards/<pk:pk>/export/<str:form>/", standards.export, "standard-export", title="导出执行情况", access=see_lists),
    page("standards/<pk:pk>/publish/", standards.publish, "standard-publish", title="发布标准新版", access=keep_standards, template=FORM),
    page("standards/<pk:pk>/follow/", standards.follow, "standard-follow", title="登记执行情况", access=keep_standards, template=FORM),
    page("standards/uses/<pk:pk>/stop/", standards.stop, "standard-stop", title="不再执行标准", access=keep_standards, template=FORM),
    # 目录交换
    page("interchange/", interchange.listed, "interchanges", title="目录交换", access=import_items, template="interchange/list.html"),
    page("interchange/<pk:pk>/", interchange.run, "interchange", title="目录交换", access=import_items, template="interchange/run.html"),
    page("interchange/<pk:pk>/file/", interchange.file, "interchange-file", title="下载交换文件", access=import_items),
    page("interchange/<pk:pk>/notes/<str:form>/", interchange.notes, "interchange-notes", title="导出交换说明", access=import_items),
    # 同源发布
    page("channels/", channels.listed, "channels", title="发布渠道", access=see_items, template="channels/list.html"),
    page("channels/add/", channels.add, "channel-add", title="登记渠道", access=edit_channels, template=FORM),
    page("channels/<slug:code>/", channels.channel, "channel", title="发布渠道", access=see_items, template="channels/channel.html"),
    page("channels/<slug:code>/export/<str:form>/", channels.export, "channel-export", title="导出同源核对", access=see_items),
    page("channels/<slug:code>/revoke/", channels.revoke, "channel-revoke", title="收回密钥", access=edit_channels, template=FORM),
    page("channels/<slug:code>/switch/", channels.switch, "channel-switch", title="停用或启用渠道", access=edit_channels, template=FORM),
    # 区划和机构
    page("organisations/", organisations.tree, "organisations", title="区划和机构", access=see_organs, template="organisations/tree.html"),
    page("organisations/export/<str:form>/", organisations.export, "organisations-export", title="导出机构", access=see_organs),
    page("organisations/regions/create/", organ_acts.region, "region-create", title="登记区划", access=edit_organs, template=FORM),
    page("organisations/create/<str:region>/", organ_acts.create, "organisation-create", title="登记机构", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/", organisations.organisation, "organisation", title="机构", access=see_organs, template="organisations/organisation.html"),
    page("organisations/<pk:pk>/rename/", organ_acts.rename, "organisation-rename", title="机构改名", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/move/", organ_acts.move, "organisation-move", title="调整隶属", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/describe/", organ_acts.describe, "organisation-describe", title="机构联系信息", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/retire/", organ_acts.retire, "organisation-retire", title="撤销机构", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/posts/create/", organ_acts.post, "post-create", title="设立岗位", access=edit_organs, template=FORM),
    # 人员和角色
    page("staff/", staff_pages.people, "staff", title="人员和角色", access=see_staff, template="staff/list.html"),
    page("staff/export/<str:form>/", staff_pages.export, "staff-export", title="导出人员", access=see_staff),
    page("staff/roles/", staff_pages.matrix, "roles", title="谁能做什么", access=see_staff, template="staff/matrix.html"),
    page("staff/create/", staff_acts.create, "staff-create", title="登记人员", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/", staff_pages.person, "staff-page", title="人员", access=see_staff, template="staff/person.html"),
    page("staff/<pk:pk>/grant/", staff_acts.grant, "grant", title="授予角色", access=grant_roles, template=FORM),
    page("staff/<pk:pk>/roles/<pk:grant>/revoke/", staff_acts.revoke, "revoke", title="收回角色", access=grant_roles, template=FORM),
    page("staff/<pk:pk>/active/", staff_acts.active, "staff-active", title="停用或恢复账号", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/password/", staff_acts.password, "staff-password", title="重新设置密码", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/posts/hold/", staff_acts.hold, "hold", title="安排岗位", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/posts/<pk:holding>/release/", staff_acts.release, "release", title="离岗", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/leave/", staff_acts.leave, "leave", title="登记请假", access=see_staff, template=FORM),
    page("staff/<pk:pk>/leave/<pk:leave>/end/", staff_acts.end_leave, "leave-end", title="销假", access=see_staff, template=FORM),
    page("people/", people.find, "people", title="查看身份号码", access=unmask, template="people/find.html"),
    page("people/unmask/", people.unmask, "unmask", title="查看身份号码", access=unmask, template="people/find.html"),
    # 工作日历
    page("calendar/", calendar.year_page, "calendar", title="工作日历", access=see_calendar, template="calendar/year.html"),
    page("calendar/<pk:year>/", calendar.year_page, "calendar-year", title="工作日历", access=see_calendar, template="calendar/year.html"),
    page("calendar/<pk:year>/notice/", calendar.notice, "calendar-notice", title="录入放假通知", access=edit_calendar, template=FORM),
    page("calendar/days/<day:day>/", calendar.day, "calendar-day", title="更正一天", access=edit_calendar, template=FORM),
    # 规则版本
    page("rules/", rules.table, "rules", title="规则版本", access=see_rules, template="rules/table.html"),
    page("rules/<str:key>/", rules.history, "rule", title="规则", access=see_rules, template="rules/history.html"),
    page("rules/<str:key>/add/", rules.add, "rule-add", title="加一个版本", access=edit_rules, template=FORM),
    # 后台任务
    page("jobs/", jobs.listed, "jobs", title="后台任务", access=see_jobs, template="jobs/list.html"),
    page("jobs/schedules/", jobs.schedules, "schedules", title="定时任务", access=see_jobs, template="jobs/schedules.html"),
    page("jobs/schedules/<str:key>/", jobs.schedule, "schedule", title="定时任务", access=run_jobs),
    page("jobs/<pk:pk>/", jobs.job, "job", title="后台任务", access=staff(), template="jobs/job.html"),
    page("jobs/<pk:pk>/retry/", jobs.retry, "job-retry", title="重新执行", access=run_jobs, template=FORM),
    page("jobs/<pk:pk>/cancel/", jobs.cancel, "job-cancel", title="取消任务", access=staff(), template=FORM),
    # 操作日志
    page("journal/", journal.entries, "journal", title="操作日志", access=see_journal, template="journal/list.html"),
    page("journal/export/<str:form>/", journal.export, "journal-export", title="导出操作日志", access=see_journal),
    page("journal/verify/", journal.verification, "verify", title="校验操作日志", access=verify_journal, template="journal/verify.html"),
    page("journal/verify/<pk:pk>/", journal.verification_run, "verification", title="日志校验结果", access=verify_journal, template="journal/verification.html"),
    page("journal/anchors/", journal.anchors, "anchors", title="每日签名", access=see_journal, template="journal/anchors.html"),
    page("journal/entries/<pk:pk>/", journal.entry, "entry", title="日志", access=see_journal, template="journal/entry.html"),
    # 配置检查
    page("config/", config.config, "config", title="配置检查", access=allowed("config.view"), template="config/config.html"),
]
# fmt: on
