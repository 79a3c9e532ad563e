"""Every address, in one place: one line a page. What changes something takes POST only (the views say so)."""

from allauth.account import views as account
from django.urls import include, path
from django.views.generic import RedirectView

from superbill.web.signing_in import enter
from superbill.web.views import audits, books, claims, codes, coding, comments, edits, files, patients, queries, remits, visits, work

signing_in = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/first/", account.password_set, name="account_set_password"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("enter/<str:token>/", enter, name="enter"),
]

pages = [
    path("", work.work, name="work"),
    path("search/", work.find, name="search"),
    path("visits/<str:number>/", visits.visit, name="visit"),
    path("visits/<str:number>/sheet/", visits.sheet, name="visit_sheet"),
    path("visits/<str:number>/findings/", visits.findings, name="visit_findings"),
    path("visits/<str:number>/save/", visits.save, name="visit_save"),
    path("visits/<str:number>/not-this/", coding.not_this, name="visit_not_this"),
    path("visits/<str:number>/codes/", visits.codes, name="visit_codes"),
    path("visits/<str:number>/level/", visits.level, name="visit_level"),
    path("visits/<str:number>/ask/", queries.ask, name="visit_ask"),
    path("visits/<str:number>/notes/", comments.notes, name="visit_notes"),
    path("visits/<str:number>/comment/", comments.comment, name="visit_comment"),
    path("comments/<int:comment_id>/settle/", comments.settle, name="comment_settle"),
    path("audits/", audits.audits, name="audits"),
    path("audits/plan/", audits.plan, name="audit_plan"),
    path("audits/visit/<int:item>/", audits.item, name="audit_item"),
    path("audits/visit/<int:item>/save/", audits.save, name="audit_save"),
    path("audits/visit/<int:item>/judge/", audits.judge, name="audit_judge"),
    path("audits/visit/<int:item>/codes/", audits.codes, name="audit_codes"),
    path("audits/of/<str:name>/", audits.audit, name="audit"),
    path("queries/", queries.queries, name="queries"),
    path("queries/<str:number>/", queries.query, name="query"),
    path("queries/<str:number>/lint/", queries.lint, name="query_lint"),
    path("queries/<str:number>/change/", queries.change, name="query_change"),
    path("queries/<str:number>/answer/", queries.answer, name="query_answer"),
    path("queries/<str:number>/close/", queries.close, name="query_close"),
    path("queries/<str:number>/withdraw/", queries.withdraw, name="query_withdraw"),
    path("claims/", claims.claims, name="claims"),
    path("claims/send/", claims.send, name="send"),
    path("claims/<str:number>/", claims.claim, name="claim"),
    path("claims/<str:number>/correct/", claims.correct, name="claim_correct"),
    path("claims/<str:number>/check/", claims.check_again, name="claim_check"),
    path("claims/<str:number>/override/", claims.override, name="claim_override"),
    path("claims/<str:number>/take-back/", claims.take_back, name="claim_take_back"),
    path("claims/<str:number>/repair/", claims.repair, name="claim_repair"),
    path("claims/<str:number>/repair/back/", claims.repair_back, name="claim_repair_back"),
    path("claims/<str:number>/pay/", claims.pay, name="claim_pay"),
    path("denials/", claims.denials, name="denials"),
    path("remittances/", remits.remits, name="remits"),
    path("remittances/<int:remit_id>/", remits.remit, name="remit"),
    path("aging/", patients.aging, name="aging"),
    path("patients/", patients.patients, name="patients"),
    path("patients/<str:number>/", patients.patient, name="patient"),
    path("patients/<str:number>/statement/", patients.bill, name="bill"),
    path("statements/<int:statement_id>/", patients.statement, name="statement"),
    path("books/", books.books, name="books"),
    path("codes/", codes.codes, name="codes"),
    path("codes/books/", codes.shelf, name="shelf"),
    path("codes/tables/<str:name>/", codes.terms, name="terms"),
    path("codes/in/<str:book>/<path:key>/", codes.row, name="row"),
    path("codes/<str:code>/", codes.code, name="code"),
    path("coding/terms/", coding.terms, name="coding_terms"),
    path("coding/terms/undo/", coding.undo, name="coding_undo"),
    path("coding/terms/export/", coding.export, name="coding_export"),
    path("coding/terms/<int:number>/", coding.term, name="coding_term"),
    path("coding/calibration/", coding.calibration, name="coding_calibration"),
    path("coding/trust/", coding.trust, name="coding_trust"),
    path("coding/trust/set/", coding.trust_set, name="coding_trust_set"),
    path("coding/trust/review/", coding.trust_review, name="coding_review"),
    path("edits/", edits.edits, name="edits"),
    path("edits/<str:code>/", edits.edit, name="edit"),
    path("trail/<int:posting_id>/", books.trail, name="trail"),
    path("files/", files.files, name="files"),
    path("files/receive/", files.receive, name="receive"),
    path("files/upload/", files.upload, name="upload"),
    path("files/<int:file_id>/", files.file, name="file"),
]

# A browser asks for this by itself beside a page that is no HTML, such as a statement.
icon = path("favicon.ico", RedirectView.as_view(url="/static/superbill/icon.svg"), name="favicon")

urlpatterns = [*signing_in, *pages, icon]
